using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using Amity.Modules.Posts;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Comments;

/// <summary>
/// Comments on a post or on content of the application, or replies to a comment there. Whoever may take part where the post stands may, and
/// on content every user. The counts of the post and of the comment replied to move along. Every call is a comment of its own.
/// </summary>
public static class CreateComment
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommentsJson.Instance.CommentsBody,
        call => call.Json(CommentsJson.Instance.CreateCommentRequest),
        "POST /api/v3/comments");

    [UseCase("createComment", Allow.Users, "Creates a comment on a post or on content, or a reply to a comment.", Asks = [Right.Membership, Right.Sight])]
    public sealed record Request : AmityRequest<CommentsBody>, IWriteRequest, IModeratedTexts
    {
        public string? ReferenceType { get; init; }

        public string? ReferenceId { get; init; }

        public string? ParentId { get; init; }

        public CommentData? Data { get; init; }

        public RawJson? Metadata { get; init; }

        public IReadOnlyList<CommentMention?>? Mentionees { get; init; }

        /// <summary>Previews of links in the text, an array of objects, kept as they are.</summary>
        public RawJson? Links { get; init; }

        public IReadOnlyList<CommentAttachment?>? Attachments { get; init; }

        /// <summary>Named to be refused: ids and times are the server's.</summary>
        public RawJson? CommentId { get; init; }

        /// <summary>Named to be refused: ids and times are the server's.</summary>
        public RawJson? CreatedAt { get; init; }

        public override void Validate(Checks check) => check
            .Reference(ReferenceType, ReferenceId)
            .Text(ParentId, "parentId", max: 900)
            .Required(Attachments is { Count: > 0 } ? "no text" : Data?.Text, "data.text")
            .Text(Data)
            .Metadata(Metadata)
            .Mentions(Mentionees)
            .Attachments(Attachments)
            .Links(Links)
            .That(CommentId is null, "The 'commentId' field is not supported: the server gives ids.")
            .That(CreatedAt is null, "The 'createdAt' field is not supported: the server gives times.");

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
            var reference = await CommentReference.Open(tx, request.Caller, request.ReferenceType ?? CommentReference.OfPost, request.ReferenceId!);
            var parent = string.IsNullOrEmpty(request.ParentId) ? null : await Parent(tx, request, reference);
            var mentioned = CommentInput.UserIds(request.Mentionees);
            await Mentions.Demand(tx, mentioned, reference.CommunityId);
            CommentInput.RefuseFiles(request.Attachments);

            var commentId = tx.NewId();
            await tx.Run(Insert, new
            {
                commentId,
                referenceType = reference.Type,
                referenceId = reference.Id,
                parentId = parent?.CommentId,
                rootId = parent?.RootId ?? commentId,
                request.Caller.UserId,
                segment = await tx.One<long>(NextSegment, new { referenceType = reference.Type, referenceId = reference.Id }),
                data = CommentInput.Json(request.Data!),
                metadata = (request.Metadata ?? RawJson.EmptyObject).Text,
                mentionees = CommentInput.Json(request.Mentionees ?? [], await Mentions.Apart(tx, request.Caller, mentioned)),
                links = (request.Links ?? LinkPreviews.None).Text,
                now = tx.Now,
            });
            await CommentReference.Count(tx, reference.Type, reference.Id, 1);
            if (parent is not null)
            {
                await CommentChildren.Add(tx, parent.CommentId, 1);
            }

            return new CommentsBody { WrittenId = commentId };
        }

        public Task<CommentsBody> Answer(Request request, CommentsBody written, IRead read) =>
            CommentsBody.Written(read, request.Caller, written.WrittenId!);

        private static async Task<CommentFacts> Parent(IWrite tx, Request request, CommentReference reference) =>
            await CommentFacts.Visible(tx, request.Caller, request.ParentId!) is { IsDeleted: false } parent
            && (parent.ReferenceType, parent.ReferenceId) == (reference.Type, reference.Id)
                ? parent
                : throw Refuse.NotFound("Parent comment");
    }

    private const string NextSegment = """
        insert into comment_segments (reference_type, reference_id, last_segment)
        values (@referenceType, @referenceId, 1)
        on conflict (reference_type, reference_id) do update
        set last_segment = comment_segments.last_segment + 1
        returning last_segment
        """;

    private const string Insert = """
        insert into comments (comment_id, reference_type, reference_id, parent_id, root_id, user_id, segment_number,
                              data, metadata, mentionees, links, edited_at, created_at, updated_at)
        values (@commentId, @referenceType, @referenceId, @parentId, @rootId, @UserId, @segment,
                @data, @metadata, @mentionees, @links, @now, @now, @now)
        """;
}
