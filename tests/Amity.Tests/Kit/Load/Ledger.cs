using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Amity.Core.Data;
using Amity.Core.Errors;
using Xunit;

namespace Amity.Tests.Kit.Load;

/// <summary>Something that a client can set: the text of a post, its reaction, its membership. It is absent while it is null.</summary>
internal sealed record Item(string Kind, string First, string Second = "", string Third = "")
{
    public static Item Session(string token) => new("session", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token))));

    public static Item Community(string communityId) => new("community", communityId);

    public static Item Member(string communityId, string userId) => new("member", communityId, userId);

    public static Item Follow(string fromUserId, string toUserId) => new("follow", fromUserId, toUserId);

    public static Item Post(string postId) => new("post", postId);

    public static Item Comment(string commentId) => new("comment", commentId);

    public static Item Reaction(string what, string userId) => new("reaction", what, userId, "like");

    /// <summary>As it is stored.</summary>
    public Task<string?> Stored(IRead read) => read.One<string>(Sql[Kind], new { first = First, second = Second, third = Third });

    /// <summary>As the API shows it to the user whose it is.</summary>
    public async Task<string?> Shown(Person person) => Kind switch
    {
        "session" => (await person.Get($"/api/v3/users/{person.UserId}")).Ok().First("users").Text("userId") == person.UserId ? "open" : null,
        "community" => (await person.Get($"/api/v3/communities/{First}")).Ok().First("communities").Text("displayName"),
        "member" => (await person.Get($"/api/v3/communities/{First}")).Ok().First("communities").Flag("isJoined") ? "member" : null,
        "follow" => (await person.Get($"/api/v4/users/{Second}/followInfo")).Ok().First("follows").Text("status") is "accepted" and var status ? status : null,
        "post" => (await person.Get($"/api/v3/posts/{First}")).Ok().First("posts") is var post && post.Flag("isDeleted") ? null : post["data"]!.Text("text"),
        "comment" => (await person.Get($"/api/v3/comments/{First}")).Ok().First("comments") is var comment && comment.Flag("isDeleted") ? null : comment["data"]!.Text("text"),
        _ => (await person.Get($"/api/v3/posts/{First}")).Ok().First("posts")["myReactions"]!.AsArray().Any(name => name!.GetValue<string>() == Third) ? Third : null,
    };

    private static readonly Dictionary<string, string> Sql = new()
    {
        ["session"] = "select 'open' from sessions where token_hash = @first and superseded_at is null",
        ["community"] = "select display_name from communities where community_id = @first and not is_deleted",
        ["member"] = "select membership from community_users where community_id = @first and user_id = @second",
        ["follow"] = "select status from follows where from_user_id = @first and to_user_id = @second",
        ["post"] = "select json_extract(data, '$.text') from posts where post_id = @first and not is_deleted",
        ["comment"] = "select json_extract(data, '$.text') from comments where comment_id = @first and not is_deleted",
        ["reaction"] = "select reaction_name from reactions where reference_type = 'post' and reference_id = @first and user_id = @second and reaction_name = @third",
    };
}

/// <summary>
/// What clients were told: written with 200, refused with 503. The state of everything afterwards must be the last one that was
/// acknowledged, or that of the one call which was never answered.
/// </summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<Item, Entry> entries = new();
    private readonly ConcurrentQueue<string> refusedTexts = new();
    private long acknowledged, refused, unanswered;

    public long Acknowledged => Interlocked.Read(ref acknowledged);

    public long Refused => Interlocked.Read(ref refused);

    public long Unanswered => Interlocked.Read(ref unanswered);

    /// <summary>Whether the client has set it, as far as it knows.</summary>
    public string? Value(Item item) => entries.TryGetValue(item, out var entry) ? entry.Value : null;

    /// <summary>Sets an item of this person's, or takes it away. False when it was refused for want of room.</summary>
    public async Task<bool> Set(Item item, string? value, Person person, Func<Task<Answer>> call)
    {
        var entry = entries.GetOrAdd(item, _ => new Entry());
        (entry.Pending, entry.Tried, entry.Owner, entry.IsNews) = (true, value, (person.UserId, person.Token!), true);
        var written = await Written(call) is not null;
        (entry.Pending, entry.Value) = (false, written ? value : entry.Value);
        return written;
    }

    /// <summary>
    /// Writes something that gets its id from the server, under a text that nothing else has; null when it was refused for want of room.
    /// What the answer names is noted with <see cref="Keep"/>.
    /// </summary>
    public async Task<Answer?> Make(string text, Func<Task<Answer>> call)
    {
        var answer = await Written(call);
        if (answer is null)
        {
            refusedTexts.Enqueue(text);
        }

        return answer;
    }

    /// <summary>Notes what an acknowledged write made.</summary>
    public void Keep(Item item, string value, Person person) =>
        entries[item] = new Entry { Value = value, Owner = (person.UserId, person.Token!), IsNews = true };

    /// <summary>
    /// What is lost, or stored although it was refused: of what was touched since the last time, or of everything. What was not answered
    /// is settled by what is found.
    /// </summary>
    public async Task<IReadOnlyList<string>> Wrong(IRead read, bool everything = false)
    {
        var wrong = new List<string>();
        foreach (var (item, entry) in entries)
        {
            if (entry.IsNews || everything)
            {
                var stored = await item.Stored(read);
                if (stored != entry.Value && !(entry.Pending && stored == entry.Tried))
                {
                    wrong.Add($"{item} is {Short(stored)}, not {Short(entry.Value)}{(entry.Pending ? $" or {Short(entry.Tried)}" : "")}");
                }

                (entry.Value, entry.Pending, entry.IsNews) = (stored, false, false);
            }
        }

        foreach (var text in refusedTexts)
        {
            wrong.AddRange((await read.Many<string>(HasText, new { text })).Select(id => $"{Short(text)} was refused and is stored as {id}"));
        }

        refusedTexts.Clear();
        return wrong;
    }

    /// <summary>Reads some items through the API, with the tokens of those who wrote them.</summary>
    public async Task<int> ReadBack(HttpClient http, Random random, int most)
    {
        var some = entries.ToArray();
        random.Shuffle(some);
        foreach (var (item, entry) in some.Take(most))
        {
            Assert.Equal(entry.Value, await item.Shown(new Person(http, entry.Owner.UserId, entry.Owner.Token)));
        }

        return Math.Min(most, some.Length);
    }

    private async Task<Answer?> Written(Func<Task<Answer>> call)
    {
        Answer answer;
        try
        {
            answer = await call();
        }
        catch (HttpRequestException)
        {
            // The process is gone, with or without the write.
            Interlocked.Increment(ref unanswered);
            throw;
        }

        if (answer.Status == Envelope.Status(ErrorKind.Busy))
        {
            answer.Refused(ErrorKind.Busy);
            Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
            Interlocked.Increment(ref refused);
            return null;
        }

        answer.Ok();
        Interlocked.Increment(ref acknowledged);
        return answer;
    }

    private static string Short(string? text) => text is null ? "absent" : text.Length > 60 ? text[..60] + "…" : text;

    private const string HasText = """
        select post_id from posts where json_extract(data, '$.text') = @text
        union all
        select comment_id from comments where json_extract(data, '$.text') = @text
        union all
        select community_id from communities where display_name = @text
        limit 10
        """;

    /// <summary>Only its own client writes it, one call after another.</summary>
    private sealed class Entry
    {
        public string? Value { get; set; }

        public bool Pending { get; set; }

        public string? Tried { get; set; }

        public bool IsNews { get; set; }

        public (string UserId, string Token) Owner { get; set; }
    }
}
