using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Amity.Core.Errors;

namespace Amity.Core.Paging;

/// <summary>Whose page tokens: the network, and the secret that its tokens are signed with (at least 16 random bytes, kept for good).</summary>
public sealed record PageScope(string NetworkId, byte[] MacKey);

/// <summary>Which page was asked for, once its token has been read. Instant is that of the first page of a ranked list.</summary>
public readonly record struct PagePlace(PageSide Side, PageCursor? Cursor, int Offset, int Size);

/// <summary>
/// One list as its page tokens know it. A token fits the list that issued it and no other: not another network, operation, sort or set of
/// filters. <see cref="PagedSql{TRow}"/> uses it for lists that SQL sorts; a list that is sorted in memory uses it by hand.
/// </summary>
public sealed class PageList
{
    private readonly byte[] macKey;
    private readonly byte[] scope;

    /// <param name="scope">The network and its secret.</param>
    /// <param name="operation">The list's name, unique in the program, such as <c>posts.query</c>.</param>
    /// <param name="sort">The order's name.</param>
    /// <param name="filters">The canonical text of <see cref="PageFilters"/>.</param>
    public PageList(PageScope scope, string operation, string sort, string filters)
    {
        macKey = scope.MacKey;
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var part in (ReadOnlySpan<string>)[scope.NetworkId, operation, sort, filters])
        {
            var length = Encoding.UTF8.GetByteCount(part);
            BinaryPrimitives.WriteInt32BigEndian(bytes.GetSpan(sizeof(int)), length);
            bytes.Advance(sizeof(int));
            Encoding.UTF8.GetBytes(part, bytes);
        }

        this.scope = bytes.WrittenSpan.ToArray();
    }

    /// <summary>
    /// The page that the client asks for. Throws <see cref="Refuse.Invalid"/> for a limit out of bounds in the query, and
    /// <see cref="Refuse.PageToken"/> for a token that is malformed, changed, or of another list.
    /// </summary>
    public PagePlace Find(PageRequest? request, int defaultSize = PageRequest.DefaultSize)
    {
        request ??= PageRequest.First;
        request.Validate();
        return Find(PageToken.Parse(request.Token), request.Limit, defaultSize) ?? throw Refuse.PageToken();
    }

    /// <summary>The tokens of a page of this size: next follows the cursor, previous leads to it; null where no row lies that way.</summary>
    public Paging Paging(PageCursor? previous, PageCursor? next, int size) => new()
    {
        Previous = previous is null ? null : PageToken.Previous(previous.Seal(macKey, scope), size),
        Next = next is null ? null : PageToken.Next(next.Seal(macKey, scope), size),
    };

    /// <summary>Null when the token's cursor was not issued by this list.</summary>
    internal PagePlace? Find(PageToken token, int? limit, int defaultSize)
    {
        var cursor = PageCursor.Open(token.Cursor, macKey, scope);
        return token.Cursor is not null && cursor is null
            ? null
            : new PagePlace(token.Side, cursor, token.Offset, limit ?? token.Size ?? defaultSize);
    }
}
