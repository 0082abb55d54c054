namespace Amity.Core.Mqtt;

/// <summary>A connection as bytes, over TCP or inside a WebSocket. Receiving is the reader's, sending the loop's; the two do not meet.</summary>
internal interface IWire
{
    /// <summary>Room for what stands before bytes that are sent together; 0 where nothing does.</summary>
    int MostHeaderBytes { get; }

    /// <summary>Writes the header for so many bytes to the end of <paramref name="room"/> and answers its length.</summary>
    int WriteHeader(Span<byte> room, int payload);

    /// <summary>Waits for bytes of the client and answers how many there are; 0 at the end of the stream. Throws when the peer is gone.</summary>
    ValueTask<int> Receive(Memory<byte> into);

    /// <summary>Waits until there is something to receive, without a buffer.</summary>
    ValueTask WaitForBytes();

    /// <summary>What the socket takes without waiting; -1 when the peer is gone.</summary>
    int TrySend(ReadOnlySpan<byte> bytes);

    /// <summary>Sends all of it, however long that takes. Throws when the peer is gone.</summary>
    ValueTask SendRest(ReadOnlyMemory<byte> bytes);

    /// <summary>Ends both directions; what was handed over before is still delivered where the peer reads it. A repeat does nothing.</summary>
    void Close();
}
