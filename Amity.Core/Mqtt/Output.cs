namespace Amity.Core.Mqtt;

/// <summary>
/// What waits to be sent to one client. During a turn of the loop it collects pieces, most of them shared with other receivers; at the end of the
/// turn they are copied behind one another into the loop's own buffer and leave in one call. What the socket does not take is kept apart, and the
/// pieces behind it wait for their turn. Touched by the loop alone.
/// </summary>
internal sealed class Output(IWire wire)
{
    private const int FewPieces = 16;

    /// <summary>What a piece takes beside its bytes: many tiny ones are no way around the bound.</summary>
    private const int PieceCost = 16;

    private ReadOnlyMemory<byte>[]? pieces;
    private byte[]? control;
    private int count;

    /// <summary>Of the pieces, in bytes.</summary>
    private int collected;

    /// <summary>What the socket is being asked to take on its own time.</summary>
    private int unsent;

    public IWire Wire => wire;

    /// <summary>Bytes that wait.</summary>
    public long Waiting => collected + unsent + ((long)count * PieceCost);

    /// <summary>Whether it is on the loop's list of those to flush.</summary>
    public bool IsDirty { get; set; }

    public bool IsSending => unsent > 0;

    public void Add(ReadOnlyMemory<byte> piece)
    {
        if (piece.IsEmpty)
        {
            return;
        }

        pieces ??= new ReadOnlyMemory<byte>[2];
        if (count == pieces.Length)
        {
            Array.Resize(ref pieces, count * 2);
        }

        pieces[count++] = piece;
        collected += piece.Length;
    }

    /// <summary>Whole frames of the transport, to be sent before what was collected, in place of earlier ones that have not left yet.</summary>
    public void Control(byte[] frames) => control = frames;

    /// <summary>
    /// Sends what was collected, as far as the socket takes it at once. What is left of a frame is returned, in memory of its own, for
    /// <see cref="IWire.SendRest"/>, after which comes <see cref="Sent"/>; null when all has left. False in <paramref name="isAlive"/> when the
    /// peer is gone.
    /// </summary>
    public byte[]? Flush(Span<byte> scratch, out bool isAlive)
    {
        isAlive = true;
        byte[]? rest = null;
        var (at, offset) = (0, 0);
        while ((at < count || control is not null) && isAlive && rest is null)
        {
            var frame = Fill(scratch, ref at, ref offset);
            var sent = wire.TrySend(frame);
            isAlive = sent >= 0;
            if (isAlive && sent < frame.Length)
            {
                rest = frame[sent..].ToArray();
            }
        }

        Taken(isAlive ? at : count, offset);
        unsent = rest?.Length ?? 0;
        return rest;
    }

    /// <summary>The socket has taken the rest.</summary>
    public void Sent() => unsent = 0;

    /// <summary>As much as fits into one frame, with what stands before it.</summary>
    private Span<byte> Fill(Span<byte> scratch, ref int at, ref int offset)
    {
        var before = control ?? [];
        control = null;
        var begin = before.Length + wire.MostHeaderBytes;
        var room = scratch[begin..];
        var used = 0;
        while (at < count && used < room.Length)
        {
            var piece = pieces![at].Span[offset..];
            var fits = Math.Min(piece.Length, room.Length - used);
            piece[..fits].CopyTo(room[used..]);
            used += fits;
            (at, offset) = fits == piece.Length ? (at + 1, 0) : (at, offset + fits);
        }

        var header = used > 0 ? wire.WriteHeader(scratch[..begin], used) : 0;
        var start = begin - header - before.Length;
        before.CopyTo(scratch[start..]);
        return scratch.Slice(start, before.Length + header + used);
    }

    /// <summary>Moves what is left to the front: the pieces from one on, without the beginning of that.</summary>
    private void Taken(int first, int offset)
    {
        for (var at = 0; at < first; at++)
        {
            collected -= pieces![at].Length;
        }

        if (first == count)
        {
            if (count > FewPieces)
            {
                pieces = null;
            }
            else
            {
                pieces.AsSpan(0, count).Clear();
            }

            count = 0;
            return;
        }

        var left = pieces.AsSpan(first, count - first);
        left[0] = left[0][offset..];
        collected -= offset;
        left.CopyTo(pieces);
        pieces.AsSpan(left.Length, count - left.Length).Clear();
        count = left.Length;
    }
}
