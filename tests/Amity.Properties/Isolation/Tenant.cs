using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amity.Tests.Kit;
using Microsoft.Data.Sqlite;

namespace Amity.Properties.Isolation;

/// <summary>One network with people who have the same ids and names as those of the others, and all things that it has so far.</summary>
internal sealed partial class Tenant(AmityHost host, string networkId, string apiKey, string serverKey, Person admin)
{
    public static readonly string[] Names = ["alice", "bob", "carol"];

    private readonly Dictionary<string, List<string>> things = [];
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);

    public string NetworkId => networkId;

    public string ApiKey => apiKey;

    public string ServerKey => serverKey;

    public Person Admin => admin;

    public Person[] People { get; private set; } = [];

    public static async Task<Tenant> Open(AmityHost host, string networkId, string apiKey, string serverKey, Person admin)
    {
        var tenant = new Tenant(host, networkId, apiKey, serverKey, admin);
        (await admin.Get("/api/v3/sessions")).Ok();
        tenant.People = await Task.WhenAll(Names.Select(tenant.Login));
        tenant.Keep("user", [.. tenant.People.Select(person => person.Session.First("users").Text("_id"))]);
        foreach (var person in tenant.People)
        {
            await tenant.Make(0, person, 0);
            await tenant.Make(0, person, 1);
        }

        await tenant.Make(1, tenant.People[1], 0);
        for (var verb = 1; verb < Verbs; verb++)
        {
            await tenant.Make(verb, tenant.People[0], 0);
        }

        tenant.Keep("admin-token", (await admin.Get("/api/admin/v1/admin-tokens")).Ok().All("adminTokens", "tokenId"));
        tenant.Keep("key", (await admin.Get("/api/admin/v1/keys")).Ok().All("keys", "keyId"));
        tenant.Keep("network", [networkId]);
        return tenant;
    }

    public async Task<Person> Login(string userId)
    {
        var answer = await host.Register(new { userId, displayName = userId.ToUpperInvariant(), deviceId = $"device of {userId}" }, apiKey: apiKey);
        return new Person(host.Http, userId, answer.Ok().Text("accessToken")) { Session = answer.Json! };
    }

    /// <summary>The ids of things of this kind, of which there are some from the start.</summary>
    public IReadOnlyList<string> Of(string kind) => things[kind];

    /// <summary>Whether an id of this network's own stands in the text.</summary>
    public string? FirstIdIn(string text) =>
        Id().Matches(text).Select(match => match.Value).FirstOrDefault(ids.Contains)
        ?? ((string[])[apiKey, serverKey]).FirstOrDefault(key => text.Contains(key, StringComparison.Ordinal));

    public const int Verbs = 13;

    /// <summary>Something that people and administrators do all day, with things of their own network.</summary>
    public async Task<Answer> Make(int verb, Person who, int which)
    {
        var answer = await (verb switch
        {
            0 => who.Post("/api/v4/posts", new { targetType = "user", targetId = who.UserId, data = new { text = "The same everywhere" } }),
            1 => who.Post("/api/v3/communities", new { displayName = "The same everywhere", isPublic = which % 2 == 0, userIds = Names }),
            2 => who.Post("/api/v4/posts", new { targetType = "community", targetId = Any("community", which), data = new { text = "The same everywhere" } }),
            3 => who.Post("/api/v3/comments", new { referenceType = "post", referenceId = Any("post", which), data = new { text = "The same everywhere" } }),
            4 => who.Post("/api/v2/reactions", new { referenceType = "post", referenceId = Any("post", which), reactionName = "like" }),
            5 => who.Post($"/api/v4/me/following/{Names[which % Names.Length]}"),
            6 => who.Post("/api/v3/polls", new { question = "The same?", answers = (object[])[new { dataType = "text", data = "yes" }, new { dataType = "text", data = "no" }] }),
            7 => who.Post($"/api/v3/posts/{Any("post", which)}/flag"),
            8 => admin.Post("/api/v3/community-categories", new { name = string.Create(CultureInfo.InvariantCulture, $"Category {which}") }),
            9 => admin.Put("/api/v3/users", new { userId = who.UserId, roles = which % 2 == 0 ? (string[])["moderator"] : [] }),
            10 => admin.Put("/api/v3/network-settings/social", new { isFollowWithRequestEnabled = which % 2 == 0 }),
            11 => admin.Post("/api/v2/blacklist/records", new { regexs = (string[])[string.Create(CultureInfo.InvariantCulture, $"unspeakable{which}")], isMatchExactWord = true }),
            _ => who.Put("/api/v3/users", new { userId = who.UserId, description = "The same everywhere", metadata = new { which } }),
        });
        foreach (var (kind, array, id) in ((string, string, string)[])[
            ("post", "posts", "postId"), ("community", "communities", "communityId"), ("comment", "comments", "commentId"), ("poll", "polls", "pollId"),
            ("category", "categories", "categoryId")])
        {
            if (answer.Json?[array] is JsonArray)
            {
                Keep(kind, answer.Json.All(array, id));
            }
        }

        if (verb == 11 && answer.Status == 200)
        {
            Keep("rule", [.. Id().Matches((await admin.Get("/api/v2/blacklist/records")).Text).Select(match => match.Value)]);
        }

        return answer;
    }

    /// <summary>All that the network's database holds, in one number.</summary>
    public string Print()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(host.Folder, "networks", networkId, "amity.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var table in Read("select name from sqlite_schema where type = 'table' order by name").Select(row => row[0]).ToList())
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{table}\n"));
            foreach (var row in Read($"select * from \"{table}\"").Select(row => string.Join('\t', row)).Order(StringComparer.Ordinal))
            {
                hash.AppendData(Encoding.UTF8.GetBytes(row + "\n"));
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());

        IEnumerable<object[]> Read(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var row = new object[reader.FieldCount];
                reader.GetValues(row);
                yield return row;
            }
        }
    }

    private string Any(string kind, int which) => things[kind][which % things[kind].Count];

    private void Keep(string kind, IReadOnlyList<string> more)
    {
        if (!things.TryGetValue(kind, out var known))
        {
            things[kind] = known = [];
        }

        known.AddRange(more.Where(ids.Add));
    }

    [GeneratedRegex("[0-9a-f]{24}")]
    private static partial Regex Id();
}
