using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using Amity.Modules.Users;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Polls;

/// <summary>Lists who voted for an answer of a poll, the latest first or the earliest. Whoever may read the poll may.</summary>
public static class ListVoters
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        PollsJson.Instance.VotersBody,
        call => new Request
        {
            PollId = call.Path("pollId"),
            AnswerId = call.Path("answerId"),
            SortBy = call.Query.Text("sortBy"),
            Page = call.Page,
        },
        "GET /api/v3/polls/{pollId}/answers/{answerId}");

    [UseCase("listVoters", Allow.Users, "Lists who voted for an answer of a poll.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<VotersBody>
    {
        public required string PollId { get; init; }

        public required string AnswerId { get; init; }

        public string? SortBy { get; init; }

        public PageRequest Page { get; init; } = PageRequest.First;
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, VotersBody>
    {
        public async Task<VotersBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var (network, pollId) = (request.Caller.Network, request.PollId);
            await PollAccess.Visible(db.Read, request.Caller, pollId);
            var shown = await PollsBody.Of(db.Read, request.Caller, pollId);
            if (!shown.Polls.Any(poll => poll.Answers.Any(answer => answer.Id == request.AnswerId)))
            {
                throw Refuse.NotFound("Answer");
            }

            var filters = PageFilters.Of(("answerId", request.AnswerId));
            var page = await Voters.Page(db.Read, network.Pages, request.Page, request.SortBy, filters, new { request.AnswerId });
            var userIds = page.Rows.Select(row => row.UserId).ToArray();
            var votes = (await db.Read.Many<VoteRow>(Votes, new { pollId, userIds })).ToLookup(vote => vote.UserId, vote => vote.AnswerId);
            return new VotersBody
            {
                Polls = shown.Polls,
                UsersAnswered = [.. page.Rows.Select(row => row.ToBody(pollId, [.. votes[row.UserId]]))],
                Users = await UserPayloads.ByIds(db.Read, request.Caller, userIds.Concat(shown.Users.Select(user => user.UserId))),
                Paging = page.Paging,
            };
        }
    }

    private static readonly PagedSql<Row> Voters = new(
        "polls.voters",
        """
        select v.vote_id,
               v.user_id,
               v.created_at
        from poll_votes v
        where v.answer_id = @AnswerId
        {page}
        """,
        new("lastCreated", "v.created_at", "v.vote_id", row => (row.CreatedAt, row.VoteId), Descending: true),
        new("firstCreated", "v.created_at", "v.vote_id", row => (row.CreatedAt, row.VoteId)));

    private const string Votes = """
        select v.user_id,
               v.answer_id
        from poll_votes v
        join poll_answers a on a.answer_id = v.answer_id
        where v.poll_id = @pollId
          and v.user_id in @userIds
        order by v.user_id, a.position
        limit 1000
        """;

    private sealed record Row
    {
        public string VoteId { get; init; } = "";

        public string UserId { get; init; } = "";

        public long CreatedAt { get; init; }

        public VoterBody ToBody(string pollId, IReadOnlyList<string> answerIds) => new()
        {
            UserId = UserId,
            PollId = pollId,
            AnswerIds = answerIds,
            CreatedAt = CreatedAt,
        };
    }

    private sealed record VoteRow
    {
        public string UserId { get; init; } = "";

        public string AnswerId { get; init; } = "";
    }
}
