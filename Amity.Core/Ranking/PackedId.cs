namespace Amity.Core.Ranking;

/// <summary>An id of 24 lowercase hexadecimal digits in twelve bytes, which sort as the digits do.</summary>
internal readonly record struct PackedId(ulong High, uint Low) : IComparable<PackedId>
{
    public const int Digits = 24;

    /// <summary>False for an id of another shape: applications may choose their own.</summary>
    public static bool TryPack(string id, out PackedId packed)
    {
        packed = default;
        if (id.Length != Digits || !TryParse(id.AsSpan(0, 16), out var high) || !TryParse(id.AsSpan(16), out var low))
        {
            return false;
        }

        packed = new PackedId(high, (uint)low);
        return true;
    }

    public int CompareTo(PackedId other)
    {
        var byHigh = High.CompareTo(other.High);
        return byHigh != 0 ? byHigh : Low.CompareTo(other.Low);
    }

    public override string ToString() => string.Create(Digits, this, static (text, id) =>
    {
        id.High.TryFormat(text, out _, "x16");
        id.Low.TryFormat(text[16..], out _, "x8");
    });

    // By hand, because the framework's parsers take upper case as well, and then two ids would be one.
    private static bool TryParse(ReadOnlySpan<char> digits, out ulong number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            var value = digit is >= '0' and <= '9' ? digit - '0' : digit is >= 'a' and <= 'f' ? digit - 'a' + 10 : -1;
            if (value < 0)
            {
                return false;
            }

            number = (number << 4) | (uint)value;
        }

        return true;
    }
}
