using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using Amity.Core.Time;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Posts;

/// <summary>
/// Publishes a text, a poll or a custom post on the caller's own wall, in a community that the caller is a member of, or below content of
/// the application. Where posts are reviewed, one of a member waits for it. Administrators may post anywhere and date a post back. The feed
/// and the community count it. A repeat makes another post, unless it names an id or a poll.
/// </summary>
public static class CreatePost
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        PostsJson.Instance.PostsBody,
        call => call.Json(PostsJson.Instance.CreatePostRequest),
        "POST /api/v3/posts",
        "POST /api/v4/posts");

    [UseCase(
        "createPost",
        Allow.Users,
        "Publishes a post on a wall, in a community or below content, or hands it in for a review.",
        Asks = [Right.Own, Right.Membership, Right.Sight, "EDIT_USER_FEED_POST"])]
    public sealed record Request : AmityRequest<PostsBody>, IWriteRequest, IModeratedTexts
    {
        public string? TargetType { get; init; }

        /// <summary>A community's id, a user's public id or any id of content; empty for the caller's own wall.</summary>
        public string? TargetId { get; init; }

        public string? DataType { get; init; }

        public RawJson? Data { get; init; }

        /// <summary>The text, for clients that send none in <see cref="Data"/>.</summary>
        public string? Text { get; init; }

        public IReadOnlyList<PostAttachment>? Attachments { get; init; }

        public RawJson? Metadata { get; init; }

        /// <summary>Previews of links in the text, an array of objects, kept as they are.</summary>
        public RawJson? Links { get; init; }

        public IReadOnlyList<string>? Tags { get; init; }

        public IReadOnlyList<PostMention>? Mentionees { get; init; }

        /// <summary>For applications that name their posts themselves: letters, digits, <c>_</c> and <c>-</c>. An id serves once, also after its post is gone for good.</summary>
        public string? PostId { get; init; }

        /// <summary>For imports by administrators.</summary>
        public Instant? CreatedAt { get; init; }

        /// <summary>What is stored: a poll's question stands in a child, so that its post is a text.</summary>
        internal string Type => DataType is null or PostTypes.Poll ? PostTypes.Text : DataType;

        internal PostContent Content => field ??= new PostContent(Data, Text);

        /// <summary>The poll that the post shows; in an application's own data the name means what it wants.</summary>
        internal string? PollId => PostTypes.IsCustom(Type) ? null : Content.PollId;

        internal bool HasAttachments => Attachments is { Count: > 0 };

        public override void Validate(Checks check)
        {
            check
                .OneOf(TargetType, "targetType", "user", "community", "content")
                .Text(TargetId, "targetId", max: 900)
                .That(TargetType is null or "user" || !string.IsNullOrEmpty(TargetId), "The 'targetId' field is required.")
                .Text(DataType, "dataType", PostTypes.MaxLength)
                .That(PostTypes.IsOfParents(Type), "The 'dataType' field must be 'text', 'poll' or a type of your own with a dot in it; other built-in types are not available yet.")
                .Metadata(Metadata)
                .Tags(Tags)
                .Mentionees(Mentionees)
                .Attachments(Attachments)
                .Links(Links)
                .That(PostId is null || IsId(PostId), "The 'postId' field must be 1 to 100 letters, digits, '_' and '-'.");
            Content.Check(check, DataType ?? PostTypes.Text, isNew: !HasAttachments);
        }

        public void Show(ITextJudge judge)
        {
            Content.Show(judge);
            judge.ReadLinks(Links);
        }

        // Ids are parts of realtime topics and of page tokens.
        private static bool IsId(string id) =>
            id.Length is > 0 and <= 100 && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, PostsBody>, IAnswer<Request, PostsBody>
    {
        public async Task<PostsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var targetType = request.TargetType ?? "user";
            var targetId = string.IsNullOrEmpty(request.TargetId) ? request.Caller.UserId : request.TargetId;
            var feedType = await PostAccess.DemandPosting(tx, request.Caller, targetType, targetId);
            var mentioned = PostExtras.UserIds(request.Mentionees);
            await Mentions.Demand(tx, mentioned, targetType == "community" ? targetId : null);
            RefuseAttachments(request);
            var post = new
            {
                postId = await NewId(tx, request.PostId),
                feedId = await TargetFeeds.IdOf(tx, targetType, targetId, feedType),
                targetType,
                targetId,
                feedType,
                userId = request.Caller.UserId,
                dataType = request.Type,
                data = (request.Content.Stored(request.Type) ?? PostContent.NoText).Text,
                metadata = (request.Metadata ?? RawJson.EmptyObject).Text,
                mentionees = PostExtras.Stored(request.Mentionees ?? [], await Mentions.Apart(tx, request.Caller, mentioned)),
                links = (request.Links ?? LinkPreviews.None).Text,
                createdAt = CreatedAt(request, tx.Now),
                now = tx.Now,
            };
            await tx.Run(Insert, post);
            await PostExtras.AddTags(tx, post.postId, request.Tags ?? []);
            if (request.PollId is { } pollId)
            {
                await PostChildren.AddPoll(tx, request.Caller, post.postId, pollId);
            }

            if (request.Type == PostTypes.Text)
            {
                await Hashtags.Add(tx, post.postId, request.Content.Text);
            }

            await TargetFeeds.AddPosts(tx, targetType, targetId, feedType, 1);
            await tx.Raise(new PostCreated(post.postId, targetType, targetId, feedType));
            return PostsBody.Empty with { Written = post.postId };
        }

        public Task<PostsBody> Answer(Request request, PostsBody written, IRead read) =>
            PostPayloads.Written(read, request.Caller, written.Written!);

        private static void RefuseAttachments(Request request)
        {
            if (request.PollId is not null && request.HasAttachments)
            {
                throw Refuse.BadRequest("A post that shows a poll cannot have attachments.");
            }

            request.Content.RefuseUnknownParts(request.Type);
            if (request.HasAttachments)
            {
                throw Refuse.NotFound("File");
            }
        }

        private static async Task<string> NewId(IWrite tx, string? wanted) =>
            wanted is null ? tx.NewId()
            : await tx.One<string>(SameId, new { postId = wanted }) is null ? wanted
            : throw Refuse.Duplicate("The postId is taken.");

        private static long CreatedAt(Request request, long now) => request.CreatedAt switch
        {
            null => now,
            _ when !request.Caller.IsAdministrator => throw Refuse.Permission("Only administrators can set createdAt."),
            { Milliseconds: var given } when given >= 0 && given <= now => given,
            _ => throw Refuse.Invalid("The 'createdAt' field must lie between 1970 and now."),
        };
    }

    private const string SameId = """
        select post_id
        from posts
        where post_id = @postId
        union all
        select post_id
        from removed_posts
        where post_id = @postId
        """;

    private const string Insert = """
        insert into posts (
            post_id, feed_id, target_type, target_id, feed_type, user_id, data_type, data, metadata, mentionees, links,
            edited_at, created_at, updated_at)
        values (
            @postId, @feedId, @targetType, @targetId, @feedType, @userId, @dataType, @data, @metadata, @mentionees, @links,
            @createdAt, @createdAt, @now)
        """;
}
