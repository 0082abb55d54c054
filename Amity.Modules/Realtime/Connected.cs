using Amity.Modules.Sessions;

namespace Amity.Modules.Realtime;

/// <summary>A connection that is open, and whose it is.</summary>
/// <param name="holder">Of the token that opened it.</param>
internal sealed class Connected(TokenHolder holder)
{
    private volatile bool isOver;

    public TokenHolder Holder => holder;

    /// <summary>Of an MQTT connection; empty otherwise.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>Ends the connection; set by whoever serves it. Called from any thread.</summary>
    public required Action<Connected> End { get; init; }

    /// <summary>Its token has ended: nothing is granted to it any more.</summary>
    public bool IsOver => isOver;

    public void Over() => isOver = true;
}
