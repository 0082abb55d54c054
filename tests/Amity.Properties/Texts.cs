using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Amity.Properties;

/// <summary>Texts of every script, with the characters that break programs oftener than chance would bring them.</summary>
internal static class Texts
{
    private static readonly Gen<int> Scalar = Gen.Frequency(
        (6, Gen.Choose(0x20, 0x7E)),
        (3, Gen.Choose(0xA0, 0x24F)),
        (1, Gen.Choose(0x300, 0x36F)),
        (2, Gen.Choose(0x370, 0x1FFF)),
        (2, Gen.Choose(0x2000, 0xD7FF)),
        (1, Gen.Choose(0xE000, 0xFFFF)),
        (2, Gen.Choose(0x10000, 0x10FFFF)),
        (1, Gen.Elements(0, 9, 10, 13, 0x130, 0x131, 0xDF, 0x1E9E, 0xFB01, 0x200D, 0x202E, 0xFEFF, 0xFFFD, 0xFFFF, 0x1F468, 0x10FFFF)));

    /// <summary>Well-formed Unicode of any length, NUL included.</summary>
    public static readonly Gen<string> Unicode = Scalar.ListOf().Select(
        scalars => string.Concat(scalars.Select(char.ConvertFromUtf32)));

    /// <summary>Any sequence of code units, lone surrogates included.</summary>
    public static readonly Gen<string> Units = Gen.Frequency(
        (3, Scalar.Select(char.ConvertFromUtf32)),
        (1, Gen.Choose(0xD800, 0xDFFF).Select(unit => ((char)unit).ToString()))).ListOf().Select(string.Concat);

    /// <summary>Cut at a whole character to at most so many bytes of UTF-8.</summary>
    public static string Cut(string text, int bytes)
    {
        while (Encoding.UTF8.GetByteCount(text) > bytes)
        {
            text = text[..^(char.IsLowSurrogate(text[^1]) ? 2 : 1)];
        }

        return text;
    }
}
