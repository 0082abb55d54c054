using System.Collections.Frozen;
using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Modules.Settings;

namespace Amity.Modules;

/// <summary>Which part of the product a use case belongs to, as the modules say, and what a network's settings say of that part.</summary>
internal sealed class Features : IFeatures
{
    private readonly FrozenDictionary<Type, Feature> ofRequests = Requests().ToFrozenDictionary(one => one.Request, one => one.Feature);

    public Feature Of(Type request) => ofRequests.GetValueOrDefault(request);

    public async ValueTask<bool> IsOn(Feature feature, IRead db) => feature switch
    {
        Feature.Social => (await NetworkSettings.Social(db)).Enabled,
        _ => true,
    };

    private static IEnumerable<(Type Request, Feature Feature)> Requests() =>
        from module in AmityModules.All
        from slice in module.Slices
        from type in slice.Type.GetNestedTypes()
        where type.IsDefined(typeof(UseCaseAttribute), false)
        select (type, slice.Feature ?? module.Feature);
}
