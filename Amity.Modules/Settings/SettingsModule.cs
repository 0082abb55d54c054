using System.Text.Json.Serialization;
using Amity.Core.Json;

namespace Amity.Modules.Settings;

public sealed class SettingsModule : AmityModule
{
    public override IReadOnlyList<Slice> Slices { get; } =
    [
        new(typeof(GetChatSettings), GetChatSettings.Map),
    ];
}

[JsonSerializable(typeof(ChatSettings))]
[JsonSerializable(typeof(SocialSettings))]
[JsonSerializable(typeof(UserSettings))]
internal sealed partial class SettingsJson : JsonSerializerContext
{
    public static readonly SettingsJson Instance = new(AmityJson.Options());
}
