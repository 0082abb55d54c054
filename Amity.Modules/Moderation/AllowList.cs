using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Amity.Core.Matching;
using Amity.Core.Text;

namespace Amity.Modules.Moderation;

/// <summary>
/// The links that texts may have. A rule that is an address (<c>example.com</c>, <c>https://example.com/blog</c>) allows its host with all
/// subdomains and what lies below its path, by whatever web scheme; a port counts where the rule names one. Any other rule is a regular
/// expression, or a word; it must begin where the link, its host or a label of its host begins, and end where a part of the link ends, so that
/// <c>example\.com</c> allows neither <c>notexample.com</c> nor <c>evil.com/?example.com</c>. Hosts are compared as the DNS sees them, in any case.
/// </summary>
internal sealed class AllowList
{
    /// <summary>
    /// What stands around a rule that is no address. Schemes of the web stand for each other; a rule has to name any other. A link ends in a
    /// line feed here, because a rule such as <c>.*</c> must match something, and <c>$</c> of a rule looks past it.
    /// </summary>
    private const string Before = "^(?:https?://)?(?:[^/?#:]*\\.)?(?:", After = ")[\n/:?#]", AfterWord = ")[\n./:?#]", End = "\n";

    private static readonly IdnMapping Idn = new() { AllowUnassigned = true };

    private readonly FrozenDictionary<string, Place[]>.AlternateLookup<ReadOnlySpan<char>> byHost;
    private readonly RuleSet patterns;

    private AllowList(FrozenDictionary<string, Place[]> places, RuleSet patterns)
    {
        this.patterns = patterns;
        byHost = places.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Of the texts of its rules.</summary>
    public static AllowList Of(IEnumerable<string> rules)
    {
        var (places, patterns) = (new List<Place>(), new List<MatchRule>());
        foreach (var rule in rules)
        {
            if (Address(rule) is { } place)
            {
                places.Add(place);
            }
            else
            {
                patterns.Add(Pattern(rule));
            }
        }

        return new AllowList(
            places.GroupBy(place => place.Host).ToFrozenDictionary(group => group.Key, group => group.Distinct().ToArray()),
            RuleText.Set(patterns));
    }

    /// <summary>Whether the text has no link but allowed ones.</summary>
    public bool Allows(string text)
    {
        foreach (var link in Links.In(text))
        {
            if (!Allows(Place.Of(text, link)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the text is one link and nothing else.</summary>
    public static bool IsLink(string text)
    {
        foreach (var link in Links.In(text))
        {
            return link is { Start: 0, HostLength: > 0 } && link.End == text.Length;
        }

        return false;
    }

    /// <summary>A rule that is no address, as the matcher takes it.</summary>
    public static MatchRule Pattern(string rule)
    {
        var isPattern = RuleText.IsPattern(rule);
        var isWord = !isPattern && rule.AsSpan().IndexOfAny("./:") < 0;
        return new MatchRule(Before + (isPattern ? rule : Regex.Escape(rule)) + (isWord ? AfterWord : After), IsPattern: true, IsWholeWord: false);
    }

    private static Place? Address(string rule)
    {
        var address = rule.StartsWith("*.", StringComparison.Ordinal) ? rule[2..] : rule;
        return IsLink(address) && address.AsSpan().IndexOfAny(@"\*+?|{}[]()^$") < 0 ? Place.Of(address, First(address)) : null;
    }

    private static Link First(string address)
    {
        var links = Links.In(address);
        links.MoveNext();
        return links.Current;
    }

    private bool Allows(Place link)
    {
        for (var host = link.Host.AsSpan(); !host.IsEmpty; host = host[(host.IndexOf('.') + 1)..])
        {
            if (byHost.TryGetValue(host, out var known) && Array.Exists(known, place => place.Covers(link)))
            {
                return true;
            }

            if (!host.Contains('.'))
            {
                break;
            }
        }

        return patterns.Count > 0 && link.Spellings().Any(spelling => patterns.TryFind(spelling, out _));
    }

    /// <summary>Where a link leads, without a user's name and password. A scheme of the web is empty.</summary>
    private sealed record Place(string Scheme, string Host, string Port, string Rest)
    {
        private static readonly string[] Web = ["https", "http"];

        public static Place Of(string text, Link link)
        {
            var scheme = text.Substring(link.Start, link.SchemeLength).ToLowerInvariant();
            var behind = text[link.HostEnd..link.End];
            var port = behind.StartsWith(':') ? behind.Split('/', '?', '#')[0] : "";
            return new Place(
                Web.Contains(scheme) ? "" : scheme, Ascii(text.Substring(link.HostStart, link.HostLength)), port, behind[port.Length..]);
        }

        /// <summary>Whether the other, at this host or below it, lies at this place.</summary>
        public bool Covers(Place other)
        {
            var path = Rest.AsSpan().TrimEnd('/');
            return other.Scheme == Scheme
                && (Port.Length == 0 || Port == other.Port)
                && other.Rest.AsSpan().StartsWith(path, StringComparison.OrdinalIgnoreCase)
                && (other.Rest.Length == path.Length || path.IsEmpty || other.Rest[path.Length] is '/' or '?' or '#');
        }

        /// <summary>What a regular expression may mean: with and without the scheme, the host in ASCII and in its own script.</summary>
        public IEnumerable<string> Spellings()
        {
            foreach (var host in Unicode(Host) is var own && own != Host ? (string[])[Host, own] : [Host])
            {
                var behind = host + Port + Rest + End;
                foreach (var scheme in Scheme.Length == 0 ? Web : [Scheme])
                {
                    yield return $"{scheme}://{behind}";
                }

                if (Scheme.Length == 0)
                {
                    yield return behind;
                }
            }
        }

        private static string Ascii(string host) =>
            System.Text.Ascii.IsValid(host) ? host.ToLowerInvariant() : Mapped(host.ToLowerInvariant(), Idn.GetAscii);

        private static string Unicode(string host) =>
            host.Contains("xn--", StringComparison.Ordinal) ? Mapped(host, Idn.GetUnicode) : host;

        private static string Mapped(string host, Func<string, string> map)
        {
            try
            {
                return map(host);
            }
            catch (ArgumentException)
            {
                // The DNS can have no such host. It is compared as it stands.
                return host;
            }
        }
    }
}
