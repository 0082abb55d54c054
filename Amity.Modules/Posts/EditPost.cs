using System.Text.Json.Serialization;
using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Posts;

/// <summary>
/// Changes the fields of a post that are sent and no others; tags, mentions and metadata are replaced as a whole. Its author may, holders of
/// EDIT_COMMUNITY_POST there or of EDIT_USER_FEED_POST, and administrators; before its review its author only if the network allows that.
/// A repeat changes nothing but the times.
/// </summary>
public static class EditPost
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        PostsJson.Instance.PostsBody,
        call => call.Json(PostsJson.Instance.EditPostRequest) with
        {
            PostId = call.Path("postId"),
            PreserveEditedAt = "true".Equals(call.Header("preserve-edited-at"), StringComparison.OrdinalIgnoreCase),
        },
        "PUT /api/v3/posts/{postId}",
        "PUT /api/v4/posts/{postId}");

    [UseCase("editPost", Allow.Users, "Changes the text, metadata, tags or mentions of a post.", Asks = [Right.Own, "EDIT_COMMUNITY_POST", "EDIT_USER_FEED_POST"])]
    public sealed record Request : AmityRequest<PostsBody>, IWriteRequest, IModeratedTexts
    {
        /// <summary>From the path; what the body says of it does not matter.</summary>
        [JsonIgnore]
        public string PostId { get; init; } = "";

        /// <summary>The text, for clients that send no <see cref="Data"/>.</summary>
        public string? Text { get; init; }

        public RawJson? Data { get; init; }

        public IReadOnlyList<PostAttachment>? Attachments { get; init; }

        public RawJson? Metadata { get; init; }

        /// <summary>Previews of links in the text, an array of objects, kept as they are.</summary>
        public RawJson? Links { get; init; }

        public IReadOnlyList<string>? Tags { get; init; }

        public IReadOnlyList<PostMention>? Mentionees { get; init; }

        /// <summary>Whether <c>editedAt</c> stays as it is; from a header.</summary>
        [JsonIgnore]
        public bool PreserveEditedAt { get; init; }

        internal PostContent Content => field ??= new PostContent(Data, Text);

        public override void Validate(Checks check) => check
            .Required(PostId, "postId")
            .That(Data is null or { IsObject: true }, "The 'data' field must be an object.")
            .Metadata(Metadata)
            .Tags(Tags)
            .Mentionees(Mentionees)
            .Attachments(Attachments)
            .Links(Links);

        bool IModeratedTexts.IsEdit => true;

        public void Show(ITextJudge judge)
        {
            Content.Show(judge);
            judge.ReadLinks(Links);
        }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, PostsBody>, IAnswer<Request, PostsBody>
    {
        public async Task<PostsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var access = await PostAccess.OfLive(tx, request.Caller, request.PostId);
            await access.DemandEditing(tx, request.Caller);
            CheckContent(request, access.Post.DataType);
            var before = (await tx.One<Before>(Stored, new { request.PostId }))!;
            var mentioned = PostExtras.UserIds(request.Mentionees).Except(PostExtras.UserIds(PostExtras.Mentionees(before.Mentionees))).ToList();
            await Mentions.Demand(tx, mentioned, access.Community?.CommunityId);
            await tx.Run(Update, new
            {
                request.PostId,
                data = request.Content.Stored(access.Post.DataType, new RawJson(before.Data))?.Text,
                metadata = request.Metadata?.Text,
                mentionees = PostExtras.Stored(request.Mentionees, await Mentions.Apart(tx, request.Caller, mentioned)),
                links = request.Links?.Text,
                request.PreserveEditedAt,
                now = tx.Now,
            });
            if (request.Tags is { } tags)
            {
                await PostExtras.ReplaceTags(tx, request.PostId, tags);
            }

            if (access.Post.DataType == PostTypes.Text && request.Content.Text is { } text)
            {
                await Hashtags.Replace(tx, request.PostId, text);
            }

            return PostsBody.Empty;
        }

        public Task<PostsBody> Answer(Request request, PostsBody written, IRead read) =>
            PostPayloads.Written(read, request.Caller, request.PostId);

        /// <summary>What the data may be depends on the type of the stored post.</summary>
        private static void CheckContent(Request request, string dataType)
        {
            var checks = new Checks(maxMetadataBytes: 0);
            request.Content.Check(checks, dataType, isNew: false);
            checks.ThrowIfAny();
            request.Content.RefuseUnknownParts(dataType);
            if (request.Attachments is { Count: > 0 })
            {
                throw Refuse.NotFound("File");
            }
        }
    }

    private const string Stored = """
        select data,
               mentionees
        from posts
        where post_id = @PostId
        """;

    private const string Update = """
        update posts
        set data       = coalesce(@data, data),
            metadata   = coalesce(@metadata, metadata),
            mentionees = coalesce(@mentionees, mentionees),
            links      = coalesce(@links, links),
            edited_at  = case when @PreserveEditedAt then edited_at else @now end,
            ranked_at  = case when @PreserveEditedAt then ranked_at else @now end,
            updated_at = @now
        where post_id = @PostId
        """;

    private sealed record Before
    {
        public string Data { get; init; } = "";

        public string Mentionees { get; init; } = "";
    }
}
