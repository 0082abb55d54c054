namespace Amity.Modules.Settings;

/// <summary>Whether the official applications offer to show products in posts. Off: there are no products here.</summary>
public sealed record ProductSettings
{
    public const string Name = "product";

    public ProductRules Product { get; set; } = new();

    public sealed record ProductRules
    {
        public bool Enabled { get; set; }
    }
}
