namespace Amity.Properties.Histories;

/// <summary>How counters are written down, those of the model and those of the server.</summary>
internal static class Line
{
    public static string User(int number, long followers, long followings, long pending, long posts) =>
        $"user {number}: {followers} followers, {followings} followings, {pending} pending, {posts} posts";

    public static string Community(int number, bool isDeleted, long members, long published, long reviewing, long declined) =>
        $"community {number}{Mark(isDeleted)}: {members} members, {published} posts, {reviewing} in review, {declined} declined";

    public static string Post(int number, bool isDeleted, long comments, IEnumerable<(string Name, long Count)> reactions) =>
        $"post {number}{Mark(isDeleted)}: {comments} comments, {Reactions(reactions)}";

    public static string Comment(int number, bool isDeleted, long replies, IEnumerable<(string Name, long Count)> reactions) =>
        $"comment {number}{Mark(isDeleted)}: {replies} replies, {Reactions(reactions)}";

    private static string Mark(bool isDeleted) => isDeleted ? " (deleted)" : "";

    private static string Reactions(IEnumerable<(string Name, long Count)> reactions)
    {
        var ordered = reactions.OrderBy(reaction => reaction.Name, StringComparer.Ordinal).ToList();
        return $"{ordered.Sum(reaction => reaction.Count)} reactions {string.Join(' ', ordered.Select(reaction => $"{reaction.Name}:{reaction.Count}"))}";
    }
}

/// <summary>How it is written down what somebody sees, in the model and in the server's answers.</summary>
internal static class Sight
{
    public static string Of(int who, string what) => $"{who} {what}";

    public static string Of(int who, string what, IEnumerable<int> things) => $"{who} sees {what}: {string.Join(' ', things.Order())}";

    public static string Poll(int who, int number, bool isClosed, IEnumerable<long> votes, int? mine) =>
        $"{who} sees poll {number}{(isClosed ? " (closed)" : "")}: {string.Join(' ', votes)}, voted {mine?.ToString() ?? "nothing"}";
}
