using System.Text.Json.Nodes;
using Amity.Tests.Kit;

namespace Amity.Tests.Settings;

internal static class SettingCalls
{
    public const string Path = "/api/v3/network-settings";

    public static async Task<JsonNode> Settings(this Person person, string name) => (await person.Get($"{Path}/{name}")).Ok();

    /// <summary>Changes settings of the network as an administrator.</summary>
    public static async Task<JsonNode> Set(this AmityHost host, string name, object changes) =>
        (await (await host.Administrator()).Put($"{Path}/{name}", changes)).Ok();
}
