using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Json;

namespace Amity.Modules.Sessions;

/// <summary>All sessions of one user.</summary>
internal static class UserSessions
{
    /// <summary>Ends them all; those superseded too, so that no realtime connection outlives the revocation.</summary>
    public static async Task<Success> End(IWrite tx, LiveSessions live, string userId, bool isPublic)
    {
        var publicId = await tx.One<string>(isPublic ? ByPublicId : ByInternalId, new { userId }) ?? throw Refuse.NotFound("userId");
        var ended = await Remove(tx, publicId);
        await tx.Raise(new TokensEnded(ended, publicId));
        tx.AfterCommit(() => live.End(ended));
        return Success.Yes;
    }

    /// <summary>Removes them and gives the hashes of their tokens, which are to be ended in memory as well.</summary>
    public static async Task<List<string>> Remove(IWrite tx, string publicId)
    {
        var hashes = await HashesOf(tx, publicId);
        await tx.Run(Delete, new { publicId });
        return hashes;
    }

    /// <summary>The hashes of all tokens that the user has.</summary>
    public static Task<List<string>> HashesOf(IRead db, string userId) => db.Many<string>(Hashes, new { userId });

    /// <summary>The hashes of all administrators' tokens of this name.</summary>
    public static Task<List<string>> AdminHashesOf(IRead db, string name) => db.Many<string>(AdminHashes, new { name });

    private const string ByPublicId = """
        select user_id
        from users
        where user_id = @userId
        """;

    private const string ByInternalId = """
        select user_id
        from users
        where internal_id = @userId
        """;

    private const string Hashes = """
        select token_hash
        from sessions
        where user_id = @userId
        limit 100000
        """;

    private const string AdminHashes = """
        select token_hash
        from admin_tokens
        where name = @name
        limit 100000
        """;

    private const string Delete = """
        delete from sessions
        where user_id = @publicId
        """;
}
