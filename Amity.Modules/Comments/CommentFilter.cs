using Amity.Core.Paging;

namespace Amity.Modules.Comments;

/// <summary>Which comments a list holds: the parameters of its statements, and their canonical text for its tokens.</summary>
internal sealed record CommentFilter
{
    private static readonly string[] NoType = [""];

    public CommentFilter(QueryComments.Request request)
    {
        Level = !request.FilterByParentId ? CommentLevel.All : request.ParentId is null ? CommentLevel.Top : CommentLevel.RepliesToOne;
        ReferenceType = request.ReferenceType;
        ReferenceId = request.ReferenceId!;
        ParentId = request.ParentId ?? "";
        AnyDeletion = request.IsDeleted is null;
        IsDeleted = request.IsDeleted ?? false;
        AnyFlag = request.HasFlag is null;
        HasFlag = request.HasFlag ?? false;
        AnyType = request.DataTypes.Count == 0;

        // A comment has one type, so that none is exactly of two.
        var types = request.DataTypes.Distinct().ToArray();
        DataTypes = types.Length == 0 || (request.MatchType == "exact" && types.Length > 1) ? NoType : types;
        Canonical = PageFilters.Of(
            ("referenceType", request.ReferenceType),
            ("referenceId", request.ReferenceId),
            ("parentId", request.FilterByParentId ? request.ParentId : null),
            ("hasFlag", request.HasFlag),
            ("isDeleted", request.IsDeleted),
            ("dataTypes", request.DataTypes),
            ("matchType", AnyType ? null : request.MatchType));
    }

    public CommentLevel Level { get; }

    public string ReferenceType { get; }

    public string ReferenceId { get; }

    public string ParentId { get; }

    public bool AnyDeletion { get; }

    public bool IsDeleted { get; }

    public bool AnyFlag { get; }

    public bool HasFlag { get; }

    public bool AnyType { get; }

    public IReadOnlyList<string> DataTypes { get; }

    /// <summary>What a token of the list is bound to.</summary>
    public string Canonical { get; }
}
