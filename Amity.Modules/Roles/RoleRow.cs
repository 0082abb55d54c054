using Amity.Core.Data;
using Amity.Core.Errors;

namespace Amity.Modules.Roles;

/// <summary>A role as it is stored, without what it gives.</summary>
internal sealed record RoleRow
{
    public string RoleId { get; init; } = "";

    public string DisplayName { get; init; } = "";

    public string DisplayNameKey { get; init; } = "";

    public bool IsSystem { get; init; }

    public bool IsDeleted { get; init; }

    public long CreatedAt { get; init; }

    public long UpdatedAt { get; init; }

    /// <summary>The columns of a role <c>r</c>.</summary>
    public const string Columns = """
        r.role_id,
        r.display_name,
        r.display_name_key,
        r.is_system,
        r.is_deleted,
        r.created_at,
        r.updated_at
        """;

    /// <summary>The live role, or <see cref="ErrorKind.NotFound"/>.</summary>
    public static async Task<RoleRow> Live(IRead db, string roleId) =>
        await db.One<RoleRow>(ById, new { roleId }) is { IsDeleted: false } role ? role : throw Refuse.NotFound("Role");

    public RoleBody ToBody(ILookup<string, string> permissions) => new()
    {
        RoleId = RoleId,
        DisplayName = DisplayName,
        Permissions = permissions.Together([RoleId]),
        IsDeleted = IsDeleted,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
    };

    public const string ById = $"""
        select {Columns}
        from roles r
        where r.role_id = @roleId
        """;
}
