namespace Amity.Core.Identity;

/// <summary>Whether the session behind a caller still lives, for whoever keeps the caller longer than one look-up.</summary>
/// <param name="expiresAt">Milliseconds since 1970.</param>
/// <param name="basis">What the caller's rights rest on, shared by many sessions: when it ends, this life does.</param>
public sealed class SessionLife(long expiresAt, SessionLife? basis = null)
{
    private volatile bool isOver;

    public long ExpiresAt => expiresAt;

    /// <summary>Ended, or no longer watched: the token has to be looked up again.</summary>
    public bool IsOver => isOver || basis is { IsOver: true };

    public void End() => isOver = true;
}
