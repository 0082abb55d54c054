namespace Amity.Core.Mqtt;

/// <summary>
/// A connection as bytes, over TCP or inside a WebSocket. Receiving is the reader's; sending is the reader's until CONNECT is accepted, and the
/// loop's from then on. The two directions do not meet.
/// </summary>
internal interface IWire
{
    /// <summary>Room for what stands before bytes that are sent together; 0 where nothing does.</summary>
    int MostHeaderBytes { get; }

    /// <summary>What the peer is told by the transport before an orderly end; empty where there is no such thing.</summary>
    ReadOnlyMemory<byte> Farewell { get; }

    /// <summary>How the peer broke the transport's own protocol; null while it has not.</summary>
    string? Fault { get; }

    /// <summary>Writes the header for so many bytes to the end of <paramref name="room"/> and answers its length.</summary>
    int WriteHeader(Span<byte> room, int payload);

    /// <summary>
    /// Waits for bytes of the client and answers how many there are; 0 at the end of the stream, -1 when what came was the transport's own.
    /// Throws when the peer is gone.
    /// </summary>
    ValueTask<int> Receive(Memory<byte> into);

    /// <summary>What the transport has to answer to what was received: whole frames, for between two others. Null, mostly; the latest replaces earlier ones.</summary>
    byte[]? TakeAnswer();

    /// <summary>Waits until there is something to receive, without a buffer.</summary>
    ValueTask WaitForBytes();

    /// <summary>What the socket takes without waiting; -1 when the peer is gone.</summary>
    int TrySend(ReadOnlySpan<byte> bytes);

    /// <summary>Sends all of it, however long that takes. Throws when the peer is gone.</summary>
    ValueTask SendRest(ReadOnlyMemory<byte> bytes);

    /// <summary>Tells the peer that nothing more will come. What it sends can still be received.</summary>
    void EndSending();

    /// <summary>Ends both directions; what was handed over before is still delivered where the peer reads it. A repeat does nothing.</summary>
    void Close();
}
