namespace Amity.Core.Mqtt;

/// <summary>
/// What waits to be sent to one client. During a turn of the loop it collects pieces, most of them shared with other receivers; at the end of the
/// turn they are copied behind one another into the loop's own buffer and leave in one call. Only what the socket does not take is kept apart.
/// Touched by the loop alone.
/// </summary>
internal sealed class Output(IWire wire)
{
    private const int FewPieces = 16;

    private ReadOnlyMemory<byte>[]? pieces;
    private int count;

    /// <summary>Of the pieces, in bytes.</summary>
    private int collected;

    /// <summary>What the socket is being asked to take on its own time.</summary>
    private int unsent;

    public IWire Wire => wire;

    /// <summary>Bytes that wait.</summary>
    public int Waiting => collected + unsent;

    /// <summary>Whether it is on the loop's list of those to flush.</summary>
    public bool IsDirty { get; set; }

    public bool IsSending => unsent > 0;

    public void Add(ReadOnlyMemory<byte> piece)
    {
        pieces ??= new ReadOnlyMemory<byte>[2];
        if (count == pieces.Length)
        {
            Array.Resize(ref pieces, count * 2);
        }

        pieces[count++] = piece;
        collected += piece.Length;
    }

    /// <summary>
    /// Sends what was collected, as far as the socket takes it at once. The rest is returned, in memory of its own, for
    /// <see cref="IWire.SendRest"/>; null when all has left. False in <paramref name="isAlive"/> when the peer is gone.
    /// </summary>
    public byte[]? Flush(Span<byte> scratch, out bool isAlive)
    {
        isAlive = true;
        byte[]? rest = null;
        var at = 0;
        var offset = 0;
        while (at < count && isAlive && rest is null)
        {
            var room = scratch[wire.MostHeaderBytes..];
            var used = 0;
            while (at < count && used < room.Length)
            {
                var piece = pieces![at].Span[offset..];
                var fits = Math.Min(piece.Length, room.Length - used);
                piece[..fits].CopyTo(room[used..]);
                used += fits;
                (at, offset) = fits == piece.Length ? (at + 1, 0) : (at, offset + fits);
            }

            var header = wire.WriteHeader(scratch[..wire.MostHeaderBytes], used);
            var frame = scratch.Slice(wire.MostHeaderBytes - header, header + used);
            var sent = wire.TrySend(frame);
            isAlive = sent >= 0;
            if (isAlive && sent < frame.Length)
            {
                rest = Rest(frame[sent..], at, offset);
            }
        }

        Clear();
        unsent = rest?.Length ?? 0;
        return rest;
    }

    /// <summary>The socket has taken the rest.</summary>
    public void Sent() => unsent = 0;

    /// <summary>What a frame has left, and the pieces behind it, each in a frame of its own.</summary>
    private byte[] Rest(ReadOnlySpan<byte> frame, int at, int offset)
    {
        var length = frame.Length;
        for (var piece = at; piece < count; piece++)
        {
            length += pieces![piece].Length - (piece == at ? offset : 0) + wire.MostHeaderBytes;
        }

        var rest = new byte[length];
        frame.CopyTo(rest);
        var end = frame.Length;
        Span<byte> header = stackalloc byte[wire.MostHeaderBytes];
        for (; at < count; at++, offset = 0)
        {
            var piece = pieces![at].Span[offset..];
            var bytes = wire.WriteHeader(header, piece.Length);
            header[(header.Length - bytes)..].CopyTo(rest.AsSpan(end));
            piece.CopyTo(rest.AsSpan(end + bytes));
            end += bytes + piece.Length;
        }

        return end == rest.Length ? rest : rest[..end];
    }

    private void Clear()
    {
        if (count > FewPieces)
        {
            pieces = null;
        }
        else
        {
            pieces.AsSpan(0, count).Clear();
        }

        (count, collected) = (0, 0);
    }
}
