using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amity.Core.Identity;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Amity.Modules.Sessions;

/// <summary>
/// An access token has the form of a JWT because newer SDKs read <c>user.publicUserId</c>, <c>iat</c> and <c>exp</c> out of it. Its
/// authority is the stored session, found by the SHA-256 of the whole token; the signature only keeps strangers' tokens from the database.
/// </summary>
internal static class AccessToken
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private const int MaxLength = 4096;
    private const int MostUsualBytes = 1024;
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public sealed record Subject(string UserId, string InternalId, string DisplayName, string? DeviceKind, string RefreshToken);

    /// <summary>A new token, different from every other one.</summary>
    public static string Issue(Network network, Subject subject, DateTimeOffset issuedAt, DateTimeOffset expiresAt)
    {
        using var payload = new MemoryStream();
        using (var json = new Utf8JsonWriter(payload))
        {
            json.WriteStartObject();
            json.WriteStartObject("user");
            json.WriteString("userId", subject.InternalId);
            json.WriteString("publicUserId", subject.UserId);
            json.WriteString("displayName", subject.DisplayName);
            json.WriteString("networkId", network.Id);
            json.WriteString("refreshToken", subject.RefreshToken);
            json.WriteStartObject("deviceInfo");
            json.WriteString("kind", subject.DeviceKind ?? "web");
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteString("sub", subject.InternalId);
            json.WriteNumber("iat", issuedAt.ToUnixTimeSeconds());
            json.WriteNumber("exp", expiresAt.ToUnixTimeSeconds());
            json.WriteString("id", Random());
            json.WriteEndObject();
        }

        return Handler.CreateToken(Encoding.UTF8.GetString(payload.ToArray()), new SigningCredentials(Key(network), SecurityAlgorithms.HmacSha256));
    }

    /// <summary>43 characters of base64url: 256 random bits.</summary>
    public static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> small = stackalloc byte[MostUsualBytes];
        var bytes = Encoding.UTF8.TryGetBytes(token, small, out var written) ? small[..written] : Encoding.UTF8.GetBytes(token);
        SHA256.HashData(bytes, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>The network whose key signed the token; null for anything else, an unsigned token included.</summary>
    public static async ValueTask<Network?> NetworkOf(string token, INetworks networks)
    {
        if (token.Length > MaxLength || !Handler.CanReadToken(token) || Claimed(token) is not { } id || networks.ById(id) is not { } network)
        {
            return null;
        }

        var verdict = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = Key(network),
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            RequireSignedTokens = true,
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false, // The stored session's expiry is the one that counts.
        });
        return verdict.IsValid ? network : null;
    }

    private static string? Claimed(string token)
    {
        try
        {
            return new JsonWebToken(token).TryGetPayloadValue<JsonElement>("user", out var user)
                && user.ValueKind is JsonValueKind.Object
                && user.TryGetProperty("networkId", out var id)
                && id.ValueKind is JsonValueKind.String
                    ? id.GetString()
                    : null;
        }
        catch (Exception malformed) when (malformed is ArgumentException or SecurityTokenException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static SymmetricSecurityKey Key(Network network) => new(network.SigningKey);
}
