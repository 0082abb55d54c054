using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Ranking;
using Microsoft.Extensions.Logging;

namespace Amity.Modules.Feeds;

/// <summary>The feed index of one network, from its building to its end.</summary>
internal sealed class NetworkFeedIndex(Database database, ILogger log) : IRowWatch
{
    /// <summary>Posts kept of each source beyond those that take part.</summary>
    public const int Spare = 4;

    /// <summary>Sources that are read at once.</summary>
    private const int AtOnce = 500;

    /// <summary>While more sources than these have changed since they were read, they are read again beside the writer.</summary>
    private const int InWriter = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private FeedIndex? ready;
    private DateTime failed;

    // The writer's own. One that is being built learns which sources have changed; one that is complete, but whose last write is not
    // durable yet, is kept up already.
    private HashSet<string>? changed;
    private FeedIndex? arriving;

    public string Table => "posts";

    public string Key => "post_id";

    public string Group => "feed_id";

    public IReadOnlyList<string> Columns { get; } =
        ["post_id", "feed_id", "feed_type", "target_type", "parent_post_id", "comments_count", "reactions_count", "is_deleted", "edited_at", "ranked_at", "created_at"];

    /// <summary>The building of the index that comes next, or came last.</summary>
    public Task Building { get; private set; } = Task.CompletedTask;

    /// <summary>The index with these constants. Where there is none it is built from now on, and null until then.</summary>
    public FeedIndex? Of(RankingWeights weights)
    {
        if (Volatile.Read(ref ready) is { } index && index.Weights == weights)
        {
            return index;
        }

        lock (gate)
        {
            if (Building.IsCompleted && DateTime.UtcNow - failed > Patience)
            {
                Building = Task.Run(() => Build(weights));
            }
        }

        return null;
    }

    public async Task<Action?> Changing(IRead tx, IReadOnlyList<TouchedRow> rows)
    {
        if ((arriving ?? ready) is not { } index && changed is null)
        {
            return null;
        }

        var posts = await FeedRows.Of(tx, rows);
        if ((arriving ?? ready) is not { } kept)
        {
            changed!.UnionWith(rows.Select(row => row.Group));
            changed.UnionWith(posts.Values.Select(post => post.FeedId));
            return null;
        }

        var change = kept.Change();
        foreach (var (postId, feedId) in rows)
        {
            var post = posts.GetValueOrDefault(postId);
            if (post is null || post.FeedId != feedId)
            {
                change.Remove(feedId, postId);
            }
        }

        foreach (var post in posts.Values)
        {
            if (post.TakesPart)
            {
                change.Put(post.FeedId, post.ToPost());
            }
            else
            {
                change.Remove(post.FeedId, post.PostId);
            }
        }

        await Fill(tx, change, kept.Kept, [.. change.Spent]);

        // Another one that is being built has to know of it as well.
        changed?.UnionWith(rows.Select(row => row.Group));
        changed?.UnionWith(posts.Values.Select(post => post.FeedId));
        return change.Publish;
    }

    public void Lost(Exception? error)
    {
        if (error is not null)
        {
            log.LogError(error, "The feed index could not follow a change and is built again.");
        }

        Drop();
    }

    public void Idle() => Drop();

    private void Drop()
    {
        // A building that goes on finds that its changes are not kept any more.
        (changed, arriving) = (null, null);
        Volatile.Write(ref ready, null);
    }

    private async Task Build(RankingWeights weights)
    {
        try
        {
            // From this write on nothing is missed; what is read afterwards has all that came before.
            await database.Write(_ => Task.FromResult(changed = new HashSet<string>(StringComparer.Ordinal)));
            var index = new FeedIndex(weights, FeedSources.NewestPerSource, Spare);
            await ReadAll(index);
            while (await database.Write(tx => Finish(tx, index)) is { } again)
            {
                using var read = database.Read();
                await Fill(read, index, again);
            }
        }
        catch (AmityException busy) when (busy.Kind == ErrorKind.Busy)
        {
            // Stopping, or the disk is full. SQL answers.
            failed = DateTime.UtcNow;
        }
        catch (Exception error)
        {
            failed = DateTime.UtcNow;
            log.LogError(error, "The feed index could not be built; SQL answers the feeds.");
        }
    }

    /// <summary>In the writer: reads the few sources that have changed meanwhile, and begins to answer. Many are to be read elsewhere.</summary>
    private async Task<IReadOnlyList<string>?> Finish(IWrite tx, FeedIndex index)
    {
        if (changed is null)
        {
            // Dropped meanwhile.
            return null;
        }

        string[] again = [.. changed];
        changed.Clear();
        if (again.Length > InWriter)
        {
            return again;
        }

        await Fill(tx, index, again);
        changed = null;
        arriving = index;
        tx.AfterCommit(() =>
        {
            if (arriving == index)
            {
                Volatile.Write(ref ready, index);
                arriving = null;
            }
        });
        return null;
    }

    private async Task ReadAll(FeedIndex index)
    {
        using var read = database.Read();
        var after = "";
        while (await FeedRows.Feeds(read, after, AtOnce) is { Count: > 0 } feeds)
        {
            await Fill(read, index, feeds);
            after = feeds[^1];
        }
    }

    private static async Task Fill(IRead db, FeedIndex index, IReadOnlyList<string> feeds)
    {
        var change = index.Change();
        await Fill(db, change, index.Kept, feeds);
        change.Publish();
    }

    private static async Task Fill(IRead db, FeedChange change, int kept, IReadOnlyList<string> feeds)
    {
        foreach (var some in feeds.Chunk(AtOnce))
        {
            var posts = await FeedRows.Newest(db, some, kept);
            foreach (var feed in some)
            {
                change.Replace(feed, posts.GetValueOrDefault(feed) ?? []);
            }
        }
    }
}
