using System.Text.Json.Serialization;
using Amity.Core.Json;

namespace Amity.Modules.Reactions;

public sealed class ReactionsModule : AmityModule
{
    public override IReadOnlyList<Slice> Slices { get; } =
    [
        new(typeof(AddReaction), AddReaction.Map),
        new(typeof(RemoveReaction), RemoveReaction.Map),
        new(typeof(ListReactions), ListReactions.Map),
    ];
}

[JsonSerializable(typeof(ReactionsBody))]
[JsonSerializable(typeof(AddReaction.Request), TypeInfoPropertyName = "AddReactionRequest")]
[JsonSerializable(typeof(AddReaction.Response), TypeInfoPropertyName = "AddReactionResponse")]
[JsonSerializable(typeof(RemoveReaction.Request), TypeInfoPropertyName = "RemoveReactionRequest")]
[JsonSerializable(typeof(RemoveReaction.Response), TypeInfoPropertyName = "RemoveReactionResponse")]
internal sealed partial class ReactionsJson : JsonSerializerContext
{
    public static readonly ReactionsJson Instance = new(AmityJson.Options());
}
