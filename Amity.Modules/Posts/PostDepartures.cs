using Amity.Core.Data;

namespace Amity.Modules.Posts;

public static partial class PostDepartures
{
    /// <summary>Whether anybody's posts are being removed; from memory outside of writes, because every feed asks.</summary>
    public static Task<bool> AreAny(IRead db) => db.Keep("post departures", async reader => await reader.One<string>(Any) is not null);

    internal static Task Begin(IWrite tx, string userId) => tx.Run(Insert, new { userId });

    internal static Task End(IWrite tx, string userId) => tx.Run(Delete, new { userId });

    private const string Any = """
        select user_id
        from post_departures
        limit 1
        """;

    private const string Insert = """
        insert into post_departures (user_id)
        values (@userId)
        """;

    private const string Delete = """
        delete from post_departures
        where user_id = @userId
        """;
}
