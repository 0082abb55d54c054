namespace Amity.Modules.Realtime;

/// <summary>
/// The filters that anybody may subscribe to, one line each, as the SDKs build them, and who may. Whatever is not here is refused: wildcards above an object,
/// other networks, <c>$SYS</c>; and until those features exist, stories (<c>…/story/…</c>) and channels (<c>{network}/chat/…</c>,
/// <c>{network}/marker/channel/…</c>).
/// </summary>
internal static class Topics
{
    private static readonly Rule[] Rules =
    [
        new("{network}", TopicSight.Everybody),

        // SDK 7 subscribes to it at login. Nothing is published there before there are streams.
        new("{network}/videostreaming", TopicSight.Everybody),
        new("{network}/user/{user}", TopicSight.User),
        new("{network}/smartfeed/{own}/channels", TopicSight.Everybody),
        new("{network}/smartfeed/{own}/messagefeeds", TopicSight.Everybody),
        new("{network}/smartfeed/{own}/messages", TopicSight.Everybody),
        new("{network}/marker/user/{own}", TopicSight.Everybody),
        new("{network}/membership/{own}/+/+", TopicSight.Everybody),
        new("{network}/membership/+/{own}/+", TopicSight.Everybody),
        new("{network}/social/community/{community}", TopicSight.Community),
        new("{network}/social/community/{community}/post/+", TopicSight.Community),
        new("{network}/social/community/{community}/post/+/comment/+", TopicSight.Community),
        new("{network}/social/community/{community}/post/#", TopicSight.Community),
        new("{network}/social/user/{user}/post/+", TopicSight.Wall),
        new("{network}/social/user/{user}/post/+/comment/+", TopicSight.Wall),
        new("{network}/social/user/{user}/post/#", TopicSight.Wall),
        new("{network}/social/{type}/{target}/post/{post}", TopicSight.Post),
        new("{network}/social/{type}/{target}/post/{post}/comment/+", TopicSight.Post),
        new("{network}/social/{type}/{target}/post/{post}/comment/{comment}", TopicSight.Comment),
        new("{network}/social/content/{target}/comment/{comment}", TopicSight.ContentComment),
    ];

    /// <summary>Whether the member may subscribe.</summary>
    public static async ValueTask<bool> MaySubscribe(RealtimeMember member, string filter)
    {
        var levels = filter.Split('/');
        var ids = new List<string>(4);
        foreach (var rule in Rules)
        {
            ids.Clear();
            if (rule.Fits(member, levels, ids))
            {
                if (rule.May == TopicSight.Everybody)
                {
                    return true;
                }

                using var read = member.Holder.Network.Database.Read();
                var sight = await TopicSight.Of(read, member);
                if (await rule.May(sight, [.. ids]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <param name="Pattern">Levels as they stand in a filter, wildcards too; in braces one that names something.</param>
    /// <param name="May">Decides with what the braces hold, but for the network and the caller itself.</param>
    private sealed record Rule(string Pattern, Func<TopicSight, string[], Task<bool>> May)
    {
        private readonly string[] pattern = Pattern.Split('/');

        public bool Fits(RealtimeMember member, string[] levels, List<string> ids)
        {
            if (levels.Length != pattern.Length)
            {
                return false;
            }

            for (var at = 0; at < levels.Length; at++)
            {
                var level = levels[at];
                var fits = pattern[at] switch
                {
                    "{network}" => level == member.Holder.Network.Id,
                    "{own}" => level == member.Holder.InternalId,
                    ['{', ..] => level is not ("" or "+" or "#"),
                    var literal => level == literal,
                };
                if (!fits)
                {
                    return false;
                }

                if (pattern[at] is ['{', ..] and not ("{network}" or "{own}"))
                {
                    ids.Add(level);
                }
            }

            return true;
        }
    }
}
