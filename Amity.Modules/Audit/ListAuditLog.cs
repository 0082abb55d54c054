using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using Amity.Core.Time;
using Amity.Modules.Networks;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Audit;

/// <summary>
/// Lists what was done with more rights than a user's own, the newest first, by actor, action and time: in the caller's network and to it;
/// for administrators of the default network also what was done to the installation and its other networks. Administrators may.
/// </summary>
public static class ListAuditLog
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        AuditJson.Instance.ListAuditLogResponse,
        call => new Request
        {
            Actor = call.Query.Text("actor"),
            Action = call.Query.Text("action"),
            From = call.Query.Text("from"),
            To = call.Query.Text("to"),
            Page = call.Page,
        },
        "GET /api/admin/v1/audit-log");

    [UseCase("listAuditLog", Allow.Administrators, "Lists the administrative actions, the newest first.")]
    public sealed record Request : AmityRequest<Response>
    {
        /// <summary>A user id, or <c>command</c>, or <c>server</c>.</summary>
        public string? Actor { get; init; }

        /// <summary>The name of a use case.</summary>
        public string? Action { get; init; }

        /// <summary>Not before this time, in ISO 8601.</summary>
        public string? From { get; init; }

        /// <summary>Before this time.</summary>
        public string? To { get; init; }

        public PageRequest Page { get; init; } = PageRequest.First;

        public override void Validate(Checks check) => check
            .Text(Actor, "actor", max: 100)
            .Text(Action, "action", max: 100)
            .That(From is null || Instant.TryParse(From, out _), "The 'from' field must be a time in ISO 8601.")
            .That(To is null || Instant.TryParse(To, out _), "The 'to' field must be a time in ISO 8601.");
    }

    public sealed record Response
    {
        public required IReadOnlyList<Entry> Entries { get; init; }

        public required Paging Paging { get; init; }
    }

    public sealed record Entry
    {
        public required string EntryId { get; init; }

        /// <summary><c>administrator</c>, <c>user</c>, <c>command</c> or <c>server</c>.</summary>
        public required string ActorKind { get; init; }

        public required string Actor { get; init; }

        /// <summary>The administrator's token or the session.</summary>
        public string? CredentialId { get; init; }

        public required string Action { get; init; }

        /// <summary>The permissions in the whole network on which a user's action rested.</summary>
        public required IReadOnlyList<string> Permissions { get; init; }

        /// <summary>Ids, numbers and switches of what was done.</summary>
        public required RawJson Target { get; init; }

        public required string NetworkId { get; init; }

        public required Instant CreatedAt { get; init; }
    }

    internal sealed class Handler(IDb db, INetworks networks) : IRequestHandler<Request, Response>
    {
        public async Task<Response> Handle(Request request, CancellationToken cancellationToken)
        {
            var network = request.Caller.Network;
            using var control = networks.Control.Read();
            var page = await AuditLists.Of(request.Actor, request.Action).Page(
                db.Read,
                network.Pages,
                request.Page,
                sortBy: null,
                PageFilters.Of(("actor", request.Actor), ("action", request.Action), ("from", request.From), ("to", request.To)),
                new { request.Actor, request.Action, networkId = network.Id },
                span: (At(request.From) ?? 0, At(request.To) ?? long.MaxValue),
                other: (ControlAuditLists.Of(network == networks.Default, request.Actor, request.Action), control));
            return new Response { Entries = [.. page.Rows.Select(row => ToEntry(row, network))], Paging = page.Paging };
        }

        private static long? At(string? time) => time is not null && Instant.TryParse(time, out var instant) ? instant.Milliseconds : null;

        private static Entry ToEntry(AuditRow row, Network network) => new()
        {
            EntryId = row.EntryId,
            ActorKind = row.ActorKind,
            Actor = row.Actor,
            CredentialId = row.CredentialId is { Length: > 0 } id ? id : null,
            Action = row.Action,
            Permissions = AuditJson.Read(row.Permissions),
            Target = new RawJson(row.Target),
            NetworkId = row.NetworkId is { Length: > 0 } networkId ? networkId : network.Id,
            CreatedAt = row.CreatedAt,
        };
    }
}
