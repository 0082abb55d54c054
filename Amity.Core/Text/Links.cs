namespace Amity.Core.Text;

/// <summary>A link in a text, by its places there.</summary>
/// <param name="Start">Where it begins, with its scheme if it has one.</param>
/// <param name="Length">Of all of it, without the punctuation of the sentence around it.</param>
/// <param name="SchemeLength">Of <c>https</c> in <c>https://example.com</c>; 0 where none is written.</param>
/// <param name="HostStart">Where the host begins, behind a user's name and password.</param>
/// <param name="HostLength">Of the host; 0 for a link without one, such as <c>file:///etc</c>.</param>
public readonly record struct Link(int Start, int Length, int SchemeLength, int HostStart, int HostLength)
{
    public int End => Start + Length;

    public int HostEnd => HostStart + HostLength;
}

/// <summary>
/// Finds links as people write them. A link is whatever has a scheme (<c>https://…</c>, <c>myapp://…</c>), or a bare domain: at least two labels
/// of letters, digits, hyphens and underscores, the last of which is a top-level domain that exists; with <c>www.</c> in front of two others any last
/// one will do. Port, path, query and fragment belong to it. So <c>README.md</c> is one (Moldova), <c>file.txt</c>, <c>v1.2.3</c>, <c>e.g.</c>,
/// <c>10.0.0.1</c> and <c>bob@example.com</c> are none, nor is a mention such as <c>@example.com</c>. Where a missing space makes a domain of two
/// sentences ("it works.so what") that counts as a link too: applications show it as one.
/// <para>
/// Quotes, unbalanced brackets and the punctuation at the end belong to the text around. Scripts that are written without spaces may touch a
/// domain of ASCII: <c>请看example.com谢谢</c>. A host that programs read differently (<c>https://a.com\@b.com</c>) is taken whole, so that it equals
/// no other. Linear in the text; allocates nothing.
/// </para>
/// </summary>
public ref struct Links
{
    private readonly ReadOnlySpan<char> text;
    private int at;

    private Links(ReadOnlySpan<char> text) => this.text = text;

    public Link Current { get; private set; }

    /// <summary>The links of the text from its start to its end; they do not overlap.</summary>
    public static Links In(ReadOnlySpan<char> text) => new(text);

    public readonly Links GetEnumerator() => this;

    public bool MoveNext()
    {
        while (text[at..].IndexOfAny(LinkCharacters.Candidates) is >= 0 and var found)
        {
            var candidate = at + found;
            if (text[candidate] == ':' ? TryScheme(candidate) : TryDomain(candidate))
            {
                at = Current.End;
                return true;
            }
        }

        at = text.Length;
        return false;
    }

    /// <summary>A link with a scheme, whose colon stands here; otherwise goes on behind the colon.</summary>
    private bool TryScheme(int colon)
    {
        var floor = at;
        at = colon + 1;
        if (!text[at..].StartsWith("//"))
        {
            return false;
        }

        var start = colon;
        while (start > floor && LinkCharacters.IsOfScheme(text[start - 1]))
        {
            start--;
        }

        while (start < colon && !char.IsAsciiLetter(text[start]))
        {
            start++;
        }

        return start < colon && Authority(start, colon);
    }

    private bool Authority(int start, int colon)
    {
        var host = colon + 3;
        var end = host;
        while (end < text.Length && !LinkCharacters.EndsAuthority(text[end]))
        {
            end++;
        }

        if (text[host..end].LastIndexOf('@') is >= 0 and var user)
        {
            host += user + 1;
        }

        int hostEnd;
        if (end < text.Length && text[end] == '\\')
        {
            hostEnd = end;
            while (hostEnd < text.Length && !LinkCharacters.EndsTail(text[hostEnd], backslash: false))
            {
                hostEnd++;
            }
        }
        else
        {
            hostEnd = host < end && text[host] == '[' ? Bracketed(host, end) : NamedHost(host, end);
        }

        return Found(start, colon - start, host, hostEnd);
    }

    /// <summary>The end of an address in brackets.</summary>
    private readonly int Bracketed(int host, int end) => text[host..end].IndexOf(']') is >= 0 and var close ? host + close + 1 : end;

    /// <summary>The end of a host by name or number: all of it, but for what another script appends to a domain of ASCII.</summary>
    private readonly int NamedHost(int host, int end)
    {
        var (at, label) = (host, host);
        while (at < end && (LinkCharacters.IsOddInHost(text[at]) || LinkCharacters.IsDot(text[at]) || LinkCharacters.IsOfName(text, at)))
        {
            if (LinkCharacters.IsDot(text[at]))
            {
                label = at + 1;
            }
            else if (at > label && LinkCharacters.IsSeam(text, at) && TopLevelDomains.Has(text[label..at]))
            {
                return at;
            }

            at++;
        }

        while (at > host && (LinkCharacters.IsDot(text[at - 1]) || LinkCharacters.EndsSentence(text[at - 1])))
        {
            at--;
        }

        return at;
    }

    /// <summary>A domain without a scheme, of whose dots this is the first; otherwise goes on behind what was looked at.</summary>
    private bool TryDomain(int dot)
    {
        var start = dot;
        while (start > at && LinkCharacters.IsOfName(text, start - 1) && (start == dot || !LinkCharacters.IsSeam(text, start)))
        {
            start--;
        }

        var first = start;
        while (first < dot && text[first] is '-' or '_')
        {
            first++;
        }

        var (end, next) = Domain(first, dot);
        if (text[next..].StartsWith("://") && next > dot)
        {
            // It may be the name of a scheme: those have dots as well.
            at = start;
            return TryScheme(next);
        }

        at = next;
        if (end == 0)
        {
            return false;
        }

        if ((start > 0 && text[start - 1] == '@') || (end < text.Length - 1 && text[end] == '@' && LinkCharacters.IsOfName(text, end + 1)))
        {
            at = end;
            return false;
        }

        return Found(first, 0, first, end);
    }

    /// <summary>
    /// Reads labels from here on. Answers the end of the longest domain that begins here, 0 when there is none, and where the labels end.
    /// </summary>
    private readonly (int End, int Next) Domain(int start, int dot)
    {
        var (end, label, labels, isWide) = (0, start, 0, false);
        var isWww = text[start..dot].Equals("www", StringComparison.OrdinalIgnoreCase);
        while (true)
        {
            var next = label;
            while (next < text.Length && LinkCharacters.IsOfName(text, next) && (next == label || !LinkCharacters.IsSeam(text, next)))
            {
                next++;
            }

            var name = text[label..next].TrimEnd("-_");
            if (name.Length is 0 or > LinkCharacters.LongestLabel)
            {
                return (end, Math.Max(next, dot + 1));
            }

            labels++;
            var isLast = labels > 1 && TopLevelDomains.Has(name) && (!isWide || char.IsAscii(name[0]));
            if (isLast || (isWww && labels > 2))
            {
                end = label + name.Length;
            }

            if (next >= text.Length || !LinkCharacters.IsDot(text[next]) || name.Length < next - label)
            {
                return (end, next);
            }

            // A wide dot also ends a sentence, and what follows it there is a word: "你好。中国".
            isWide = text[next] != '.';
            label = next + 1;
        }
    }

    /// <summary>Takes port, path, query and fragment behind the host, and keeps the link; a scheme with nothing behind it is none.</summary>
    private bool Found(int start, int schemeLength, int host, int hostEnd)
    {
        var end = Port(hostEnd);
        if (end < text.Length && text[end] is '/' or '?' or '#')
        {
            end = Tail(end);
        }

        if (schemeLength > 0 && end == start + schemeLength + "://".Length)
        {
            return false;
        }

        Current = new Link(start, end - start, schemeLength, host, hostEnd - host);
        return true;
    }

    private readonly int Port(int colon)
    {
        var end = colon + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return colon < text.Length && text[colon] == ':' && end - colon is > 1 and <= 6 ? end : colon;
    }

    private readonly int Tail(int start)
    {
        var (end, round, square) = (start, 0, 0);
        while (end < text.Length && !LinkCharacters.EndsTail(text[end], backslash: true))
        {
            var depth = text[end] switch
            {
                '(' => ++round,
                ')' => --round,
                '[' => ++square,
                ']' => --square,
                _ => 0,
            };
            if (depth < 0)
            {
                break;
            }

            end++;
        }

        while (end > start && LinkCharacters.EndsSentence(text[end - 1]))
        {
            end--;
        }

        return end;
    }
}
