namespace Amity.Core.Mqtt;

/// <summary>What happens when members may read less than before.</summary>
public sealed partial class Broker
{
    /// <summary>
    /// From now on what is published waits for this member, until <see cref="Recheck"/> has found out what of it the member may still have. To be called
    /// before anything is published that the member may not have, and to be followed by that.
    /// </summary>
    public void Withhold(string memberKey)
    {
        Revocations.Changed(memberKey);
        foreach (var loop in loops)
        {
            loop.Post(() => loop.Withhold(memberKey));
        }
    }

    /// <summary>
    /// The same for all members with a subscription whose filter begins with these levels; answers whom <see cref="Recheck"/> has to follow for. Takes its
    /// place before what is published later at once, however late it answers.
    /// </summary>
    public async Task<IReadOnlyCollection<string>> WithholdBelow(string topic)
    {
        // Who subscribes just now is asked about again by itself.
        Revocations.Changed();
        var found = loops.Select(loop => loop.Ask(() => loop.WithholdBelow(topic))).ToList();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in found)
        {
            keys.UnionWith(await some);
        }

        return keys;
    }

    /// <summary>
    /// Asks the policy again about every subscription of a member who is connected, and ends those that it refuses now; meanwhile what is published for the
    /// member waits. Where the policy fails the connection is closed. Who is away is asked about on coming back.
    /// </summary>
    /// <returns>How many questions it were.</returns>
    public async Task<int> Recheck(string memberKey)
    {
        Revocations.Changed(memberKey);
        var asked = 0;
        foreach (var loop in loops)
        {
            var (number, questions) = await loop.Ask(() => loop.BeginRecheck(memberKey));
            try
            {
                foreach (var (session, last, filters) in questions)
                {
                    asked += filters.Length;
                    await RecheckSession(loop, session, last, filters);
                }
            }
            finally
            {
                loop.Post(() => loop.Release(memberKey, number));
            }
        }

        return asked;
    }

    private async Task RecheckSession(Loop loop, Session session, Member member, string[] filters)
    {
        try
        {
            var refused = new List<string>();
            foreach (var filter in filters)
            {
                if (!await Policy.MaySubscribe(member, filter))
                {
                    refused.Add(filter);
                }
            }

            if (refused.Count > 0)
            {
                await loop.Ask(() =>
                {
                    loop.Revoke(session, refused);
                    return true;
                });
                if (store is not null && !session.IsClean)
                {
                    await store.Do(session.Key, called => session.IsOver ? ValueTask.CompletedTask : called.Unsubscribe(session.Key, refused));
                }
            }
        }
        catch (Exception trouble)
        {
            // What it may receive is not known: it is asked about again when it connects again.
            Troubled(trouble);
            loop.Post(() => session.Connection?.Close());
        }
    }
}
