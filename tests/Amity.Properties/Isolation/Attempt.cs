namespace Amity.Properties.Isolation;

/// <summary>A call about one thing of a kind: 404 wherever the thing is another network's.</summary>
/// <param name="Kind">Of the thing.</param>
/// <param name="ByAdministrator">Whether users are refused for another reason.</param>
/// <param name="Method">How.</param>
/// <param name="Path">Where, with the id in the place of <c>{}</c>.</param>
/// <param name="Body">What, of the id.</param>
internal sealed record Attempt(string Kind, bool ByAdministrator, HttpMethod Method, string Path, Func<string, object?>? Body = null)
{
    private static readonly object Text = new { text = "From another network" };

    public static readonly IReadOnlyList<Attempt> All =
    [
        Get("post", "/api/v3/posts/{}"),
        Put("post", "/api/v3/posts/{}", _ => new { data = Text }),
        Put("post", "/api/v4/posts/{}", _ => new { data = Text }),
        Delete("post", "/api/v3/posts/{}"),
        Delete("post", "/api/v4/posts/{}?permanent=true"),
        Post("post", "/api/v3/posts/{}/approve"),
        Post("post", "/api/v3/posts/{}/decline"),
        Post("post", "/api/v3/posts/{}/flag"),
        Delete("post", "/api/v3/posts/{}/unflag"),
        Delete("post", "/api/v3/posts/{}/flags"),
        Get("post", "/api/v3/posts/{}/isflagbyme"),
        Post("post", "/api/v3/comments", id => new { referenceType = "post", referenceId = id, data = Text }),
        Get("post", "/api/v3/comments?referenceType=post&referenceId={}"),
        Post("post", "/api/v2/reactions", id => new { referenceType = "post", referenceId = id, reactionName = "like" }),
        Delete("post", "/api/v2/reactions", id => new { referenceType = "post", referenceId = id, reactionName = "like" }),
        Get("post", "/api/v3/reactions?referenceType=post&referenceId={}"),
        Get("comment", "/api/v3/comments/{}"),
        Put("comment", "/api/v3/comments/{}", _ => new { data = Text }),
        Delete("comment", "/api/v3/comments/{}"),
        Delete("comment", "/api/v4/comments/{}?permanent=true"),
        Post("comment", "/api/v3/comments/{}/flag"),
        Delete("comment", "/api/v3/comments/{}/flags"),
        Get("comment", "/api/v3/comments/{}/isflagbyme"),
        Post("comment", "/api/v2/reactions", id => new { referenceType = "comment", referenceId = id, reactionName = "like" }),
        Get("community", "/api/v3/communities/{}"),
        Put("community", "/api/v3/communities/{}", _ => new { displayName = "From another network" }),
        Delete("community", "/api/v3/communities/{}"),
        Post("community", "/api/v3/communities/{}/join"),
        Delete("community", "/api/v3/communities/{}/leave"),
        Post("community", "/api/v4/communities/{}/join"),
        Get("community", "/api/v3/communities/{}/users"),
        Post("community", "/api/v3/communities/{}/users", _ => new { userIds = (string[])["bob"] }),
        Delete("community", "/api/v3/communities/{}/users?userIds[]=bob"),
        Put("community", "/api/v3/communities/{}/users/ban", _ => new { userIds = (string[])["bob"] }),
        Post("community", "/api/v4/communities/{}/users/roles", _ => new { userIds = (string[])["bob"], roles = (string[])["community-moderator"] }),
        Get("community", "/api/v3/communities/{}/permissions/me"),
        Get("community", "/api/v3/community-feeds/{}"),
        Get("community", "/api/v4/posts?targetType=community&targetId={}"),
        Post("community", "/api/v4/posts", id => new { targetType = "community", targetId = id, data = Text }),
        Get("poll", "/api/v3/polls/{}"),
        Put("poll", "/api/v3/polls/{}", _ => new { status = "closed" }),
        Delete("poll", "/api/v3/polls/{}"),
        Post("poll", "/api/v3/polls/{}/votes", _ => new { answerIds = (string[])["000000000000000000000000"] }),
        Get("category", "/api/v3/community-categories/{}"),
        Put("category", "/api/v3/community-categories/{}", _ => new { name = "From another network" }) with { ByAdministrator = true },
        Delete("category", "/api/v3/community-categories/{}") with { ByAdministrator = true },
        Delete("user", "/api/v4/sessions/users/{}?isPublic=false") with { ByAdministrator = true },
        Put("rule", "/api/v2/blacklist/records/{}", _ => new { isEnabled = false }) with { ByAdministrator = true },
        Delete("admin-token", "/api/admin/v1/admin-tokens/{}") with { ByAdministrator = true },
        Delete("key", "/api/admin/v1/keys/{}") with { ByAdministrator = true },
    ];

    /// <summary>The lists whose page tokens are tried on the same lists of another network: each has two pages there.</summary>
    public static readonly IReadOnlyList<string> Lists =
    [
        "/api/v3/users?limit=1",
        "/api/v3/communities?filter=all&limit=1",
        "/api/v4/posts?targetType=user&targetId=alice&limit=1",
        "/api/v5/me/global-feeds?limit=1",
        "/api/v3/roles?limit=1",
        "/api/admin/v1/audit-log?limit=1",
        "/api/admin/v1/keys?limit=1",
    ];

    /// <summary>Reads whose answers are kept, or could be, and that are asked for in the same words in every network.</summary>
    public static readonly IReadOnlyList<string> Reads =
    [
        "/api/v3/users/alice",
        "/api/v3/users/list?userIds[]=alice&userIds[]=bob",
        "/api/v3/users",
        "/api/v3/communities?filter=all",
        "/api/v4/posts?targetType=user&targetId=alice",
        "/api/v3/global-feeds",
        "/api/v5/me/global-feeds",
        "/api/v4/users/bob/followInfo",
        "/api/v4/me/following",
        "/api/v3/community-categories",
        "/api/v3/network-settings/social",
    ];

    private static Attempt Get(string kind, string path) => new(kind, false, HttpMethod.Get, path);

    private static Attempt Post(string kind, string path, Func<string, object?>? body = null) => new(kind, false, HttpMethod.Post, path, body);

    private static Attempt Put(string kind, string path, Func<string, object?> body) => new(kind, false, HttpMethod.Put, path, body);

    private static Attempt Delete(string kind, string path, Func<string, object?>? body = null) => new(kind, false, HttpMethod.Delete, path, body);
}
