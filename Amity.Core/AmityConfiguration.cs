using System.Globalization;
using System.Net;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Amity.Core;

/// <summary>A mistake in the configuration, in a sentence for the operator that names the key.</summary>
public sealed class AmityConfigurationException(string sentence) : Exception(sentence);

/// <summary>
/// Reads the options from the configuration. Ours rather than the framework's binder, which passes over a misspelt key: an operator who
/// asks for <c>Amity:SecureMod</c> must not run without it.
/// </summary>
public static class AmityConfiguration
{
    public const string Section = "Amity";

    // Larger ones would meet the web server's own limit first.
    private const int LargestBody = 30_000_000;

    private static readonly Dictionary<string, Option> Options =
        Walk(typeof(AmityOptions), Section, []).ToDictionary(option => option.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>Every key with its default: <c>Amity:RateLimit:Scope</c>.</summary>
    public static IReadOnlyDictionary<string, object?> Defaults { get; } =
        Options.Values.ToDictionary(option => option.Key, option => option.Get(new AmityOptions()), StringComparer.OrdinalIgnoreCase);

    /// <summary>The options of the section; an empty value counts as absent.</summary>
    public static AmityOptions Read(IConfiguration? configuration)
    {
        var options = new AmityOptions();
        foreach (var (path, value) in configuration?.GetSection(Section).AsEnumerable(makePathsRelative: true) ?? [])
        {
            if (string.IsNullOrEmpty(value) || path.Length == 0)
            {
                continue;
            }

            if (!Options.TryGetValue($"{Section}:{path}", out var option))
            {
                throw new AmityConfigurationException($"There is no option {Section}:{path}.");
            }

            option.Set(options, Parse(option, value));
        }

        return options;
    }

    /// <summary>Refuses values that no server can work with, wherever they come from.</summary>
    public static void Check(AmityOptions options)
    {
        Must(options.DataDirectory.Trim().Length > 0, "DataDirectory", "must name a folder");
        Must(IsKey(options.ApiKey), "ApiKey", "must consist of printable ASCII characters without spaces");
        Must(IsKey(options.ServerKey), "ServerKey", "must consist of printable ASCII characters without spaces");
        Must(options.PublicUrl is null or "" || IsAddress(options.PublicUrl), "PublicUrl", "must be an address such as https://community.example.com");
        Must(
            Listed(options.TrustedProxies).All(proxy => IPAddress.TryParse(proxy, out _) || IPNetwork.TryParse(proxy, out _)),
            "TrustedProxies",
            "must be IP addresses or networks such as 10.0.0.0/8, separated by commas");
        Must(options.MaxBodyBytes is > 0 and <= LargestBody, "MaxBodyBytes", $"must be between 1 and {LargestBody}");
        Must(options.RateLimit.PermitsPerSecond >= 0, "RateLimit:PermitsPerSecond", "must not be negative");
        Must(options.Storage.AnswerMegabytes is >= 0 and <= 1024, "Storage:AnswerMegabytes", "must be between 0 and 1024");
        Must(
            options.RateLimit.PermitsPerSecond <= RateLimiting.RateLimiter.MostPermits,
            "RateLimit:PermitsPerSecond",
            $"must be at most {RateLimiting.RateLimiter.MostPermits}; 0 turns the limit off");
        Must(options.Mqtt.TcpPort is null or (>= 0 and <= 65535), "Mqtt:TcpPort", "must be a port, 0 to 65535");
        Must(options.Metadata.MaxBytes >= 2, "Metadata:MaxBytes", "must be at least 2");
        Must(
            Listed(options.Cors.Origins).All(origin => origin is "*" or "null" || IsOrigin(origin)),
            "Cors:Origins",
            "must be * or origins such as https://app.example.com, separated by commas and without a slash at the end");
    }

    /// <summary>The parts of an option that lists several, separated by commas.</summary>
    public static string[] Listed(string value) => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<Option> Walk(Type type, string section, PropertyInfo[] above)
    {
        foreach (var property in type.GetProperties())
        {
            var key = $"{section}:{property.Name}";
            PropertyInfo[] path = [.. above, property];
            if (property.PropertyType.DeclaringType != typeof(AmityOptions))
            {
                yield return new Option(key, path);
                continue;
            }

            foreach (var option in Walk(property.PropertyType, key, path))
            {
                yield return option;
            }
        }
    }

    private static object Parse(Option option, string value)
    {
        var type = option.Type;
        if (type == typeof(string))
        {
            return value;
        }

        if (type == typeof(bool))
        {
            return bool.TryParse(value, out var flag) ? flag : throw Wrong("true or false");
        }

        if (type == typeof(int) || type == typeof(int?))
        {
            return int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong("a whole number");
        }

        var names = Enum.GetNames(type);
        return names.FirstOrDefault(name => name.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } known
            ? Enum.Parse(type, known)
            : throw Wrong(string.Join(" or ", names));

        AmityConfigurationException Wrong(string expected) => new($"{option.Key} must be {expected}, not \"{value}\".");
    }

    private static void Must(bool holds, string key, string otherwise)
    {
        if (!holds)
        {
            throw new AmityConfigurationException($"{Section}:{key} {otherwise}.");
        }
    }

    private static bool IsKey(string? value) => value is null || value.All(letter => letter is > ' ' and <= '~');

    private static bool IsAddress(string value) => Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Query.Length == 0;

    private static bool IsOrigin(string value) => Uri.TryCreate(value, UriKind.Absolute, out _) && value.Split('/') is [_, "", { Length: > 0 }];

    private sealed record Option(string Key, PropertyInfo[] Path)
    {
        public Type Type => Nullable.GetUnderlyingType(Path[^1].PropertyType) ?? Path[^1].PropertyType;

        public object? Get(AmityOptions options) => Path.Aggregate((object?)options, (owner, property) => property.GetValue(owner));

        public void Set(AmityOptions options, object value) =>
            Path[^1].SetValue(Path[..^1].Aggregate((object?)options, (owner, property) => property.GetValue(owner)), value);
    }
}
