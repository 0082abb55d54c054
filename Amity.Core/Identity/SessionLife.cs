namespace Amity.Core.Identity;

/// <summary>Whether the session behind a caller still lives, for whoever keeps the caller longer than one look-up.</summary>
/// <param name="expiresAt">Milliseconds since 1970.</param>
public sealed class SessionLife(long expiresAt)
{
    private volatile bool isOver;

    public long ExpiresAt => expiresAt;

    /// <summary>Ended, or no longer watched: the token has to be looked up again.</summary>
    public bool IsOver => isOver;

    public void End() => isOver = true;
}
