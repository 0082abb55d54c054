using Amity.Core.Errors;

namespace Amity.Properties.Histories;

/// <summary>What a deletion takes of what the user wrote and did.</summary>
internal enum Leftovers
{
    All,
    NoPosts,
    NoComments,
    Nothing,
}

/// <summary>Users who go for good.</summary>
internal sealed partial class World
{
    private ErrorKind? Delete(int user, Leftovers left)
    {
        deleted.Add(user);
        foreach (var pair in follows.Keys.Where(pair => pair.From == user || pair.To == user).ToList())
        {
            follows.Remove(pair);
        }

        blocks.RemoveWhere(pair => pair.Who == user || pair.Whom == user);
        foreach (var community in communities.Values)
        {
            community.People.Remove(user);
        }

        if (left is Leftovers.NoPosts or Leftovers.Nothing)
        {
            foreach (var post in posts.Where(post => post.Value.Author == user).Select(post => post.Key).ToList())
            {
                RemovePost(post);
            }
        }

        if (left is Leftovers.NoComments or Leftovers.Nothing)
        {
            Remove([.. comments.Where(comment => comment.Value.Author == user).Select(comment => comment.Key)]);
        }

        if (left is Leftovers.Nothing)
        {
            reactions.RemoveWhere(reaction => reaction.Who == user);
            foreach (var post in posts.Values)
            {
                post.Votes.Remove(user);
            }
        }

        return null;
    }
}
