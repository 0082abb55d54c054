using System.Text;
using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Xunit;

namespace Amity.Properties.Paging;

/// <summary>Page tokens taken apart and put together again, as the SDKs do.</summary>
internal static class Tokens
{
    public static string Base64(string json) => Base64(Encoding.UTF8.GetBytes(json));

    public static string Base64(byte[] json) => Convert.ToBase64String(json);

    public static string Json(string token) => Encoding.UTF8.GetString(Convert.FromBase64String(token));

    /// <summary>The cursor inside an issued token.</summary>
    public static string Cursor(string token)
    {
        var json = JsonNode.Parse(Json(token))!;
        return (string)(json["after"] ?? json["before"])!;
    }

    public static void Refused(Action page)
    {
        var refusal = Assert.Throws<AmityException>(page);
        Assert.Equal(ErrorKind.BadRequest, refusal.Kind);
        Assert.Equal("Query Token is invalid", refusal.Message);
    }
}
