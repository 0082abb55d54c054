using System.Text.Json;
using System.Text.Json.Serialization;
using Amity.Core.Data;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Modules.Audit;

/// <summary>What was done with more rights than a user's own. The pipeline writes it; nothing changes it.</summary>
public sealed class AuditModule : AmityModule
{
    public override IReadOnlyList<Slice> Slices { get; } =
    [
        new(typeof(ListAuditLog), ListAuditLog.Map),
    ];

    public override void AddServices(IServiceCollection services) => services.AddSingleton<IAuditLog, AuditLog>();

    private sealed class AuditLog : IAuditLog
    {
        public Task Add(IWrite tx, AuditEntry entry) => AuditEntries.Add(tx, entry);
    }
}

[JsonSerializable(typeof(ListAuditLog.Response), TypeInfoPropertyName = "ListAuditLogResponse")]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class AuditJson : JsonSerializerContext
{
    public static readonly AuditJson Instance = new(AmityJson.Options());

    /// <summary>A list of texts as it is stored.</summary>
    public static IReadOnlyList<string> Read(string json) => JsonSerializer.Deserialize(json, Instance.IReadOnlyListString) ?? [];
}
