namespace Amity.Modules.Roles;

/// <summary>A role as it is stored, without what it gives.</summary>
internal sealed record RoleRow
{
    public string RoleId { get; init; } = "";

    public string DisplayName { get; init; } = "";

    public string DisplayNameKey { get; init; } = "";

    public long CreatedAt { get; init; }

    public long UpdatedAt { get; init; }

    /// <summary>The columns of a live role <c>r</c>.</summary>
    public const string Columns = """
        r.role_id,
        r.display_name,
        r.display_name_key,
        r.created_at,
        r.updated_at
        """;

    public RoleBody ToBody(ILookup<string, string> permissions) => new()
    {
        RoleId = RoleId,
        DisplayName = DisplayName,
        Permissions = permissions.Together([RoleId]),
        IsDeleted = false,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
    };
}
