using System.Text.Json.Serialization;
using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using Amity.Modules.Posts;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Comments;

/// <summary>
/// Changes the fields of a live comment that are sent and no others; its author may, and who may edit comments in its community or on
/// walls. The time of the edit moves unless the caller asks to preserve it. A repeat changes nothing but the times.
/// </summary>
public static class EditComment
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommentsJson.Instance.CommentsBody,
        call => call.Json(CommentsJson.Instance.EditCommentRequest) with
        {
            CommentId = call.Path("commentId"),
            PreserveEditedAt = "true".Equals(call.Header("preserve-edited-at"), StringComparison.OrdinalIgnoreCase),
        },
        "PUT /api/v3/comments/{commentId}");

    [UseCase("editComment", Allow.Users, "Edits a comment, field by field.", Asks = [Right.Own, "EDIT_COMMUNITY_COMMENT", "EDIT_USER_FEED_COMMENT"])]
    public sealed record Request : AmityRequest<CommentsBody>, IWriteRequest, IModeratedTexts
    {
        [JsonIgnore]
        public string CommentId { get; init; } = "";

        public CommentData? Data { get; init; }

        public RawJson? Metadata { get; init; }

        public IReadOnlyList<CommentMention?>? Mentionees { get; init; }

        /// <summary>Previews of links in the text, an array of objects, kept as they are.</summary>
        public RawJson? Links { get; init; }

        public IReadOnlyList<CommentAttachment?>? Attachments { get; init; }

        [JsonIgnore]
        public bool PreserveEditedAt { get; init; }

        public override void Validate(Checks check) => check
            .Text(Data)
            .Metadata(Metadata)
            .Mentions(Mentionees)
            .Attachments(Attachments)
            .Links(Links);

        bool IModeratedTexts.IsEdit => true;

        public void Show(ITextJudge judge)
        {
            judge.Read(Data?.Text);
            judge.ReadLinks(Links);
        }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, CommentsBody>, IAnswer<Request, CommentsBody>
    {
        public async Task<CommentsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var comment = await CommentRights.Demand(
                tx, request.Caller, request.CommentId, inCommunity: "EDIT_COMMUNITY_COMMENT", onWall: "EDIT_USER_FEED_COMMENT");
            CommentInput.RefuseFiles(request.Attachments);
            var apart = await DemandMentions(tx, request, comment);

            await tx.Run(Update, new
            {
                comment.CommentId,
                data = request.Data is { Text: not null } data ? CommentInput.Json(data) : null,
                metadata = request.Metadata?.Text,
                mentionees = request.Mentionees is { } mentions ? CommentInput.Json(mentions, apart) : null,
                links = request.Links?.Text,
                request.PreserveEditedAt,
                now = tx.Now,
            });
            return new CommentsBody { WrittenId = comment.CommentId };
        }

        /// <summary>Whom the comment mentions already it may go on mentioning. Those of the others who are not to be mentioned.</summary>
        private static async Task<IReadOnlyCollection<string>> DemandMentions(IWrite tx, Request request, CommentFacts comment)
        {
            if (request.Mentionees is not { Count: > 0 } mentions)
            {
                return [];
            }

            var before = CommentInput.Mentions((await tx.One<string>(Mentioned, new { comment.CommentId }))!);
            var reference = await CommentReference.Readable(tx, request.Caller, comment.ReferenceType, comment.ReferenceId);
            var added = CommentInput.UserIds(mentions).Except(CommentInput.UserIds(before)).ToList();
            await Mentions.Demand(tx, added, reference.CommunityId);
            return await Mentions.Apart(tx, request.Caller, added);
        }

        public Task<CommentsBody> Answer(Request request, CommentsBody written, IRead read) =>
            CommentsBody.Written(read, request.Caller, written.WrittenId!);
    }

    private const string Mentioned = """
        select mentionees
        from comments
        where comment_id = @CommentId
        """;

    private const string Update = """
        update comments
        set data       = coalesce(@data, data),
            metadata   = coalesce(@metadata, metadata),
            mentionees = coalesce(@mentionees, mentionees),
            links      = coalesce(@links, links),
            edited_at  = case when @PreserveEditedAt then edited_at else @now end,
            updated_at = @now
        where comment_id = @CommentId
        """;
}
