using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Xunit;

namespace Amity.Tests.Kit;

/// <summary>What came back.</summary>
public sealed record Answer(int Status, string Text, HttpResponseHeaders Headers)
{
    public JsonNode? Json
    {
        get
        {
            try
            {
                return JsonNode.Parse(Text);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    /// <summary>Asserts success and gives the body.</summary>
    public JsonNode Ok()
    {
        Assert.True(Status is 200, $"{Status}: {Text}");
        return Json!;
    }

    /// <summary>Asserts the whole envelope of this error.</summary>
    public JsonNode Refused(ErrorKind kind)
    {
        Assert.True(Status == Envelope.Status(kind), $"expected {kind}, got {Status}: {Text}");
        var json = Json!;
        Assert.Equal("error", json["status"]!.GetValue<string>());
        Assert.Equal(Envelope.Code(kind), json["code"]!.GetValue<int>());
        Assert.NotEmpty(json["message"]!.GetValue<string>());
        return json;
    }
}

public static class JsonReading
{
    /// <summary>The texts of a field of every element: <c>answer.Ok().All("posts", "postId")</c>.</summary>
    public static IReadOnlyList<string> All(this JsonNode node, string array, string field) =>
        [.. node[array]!.AsArray().Select(element => element![field]!.GetValue<string>())];

    public static string Text(this JsonNode node, string field) => node[field]!.GetValue<string>();

    public static long Number(this JsonNode node, string field) => node[field]!.GetValue<long>();

    public static bool Flag(this JsonNode node, string field) => node[field]!.GetValue<bool>();

    public static JsonNode First(this JsonNode node, string array) => node[array]!.AsArray()[0]!;
}
