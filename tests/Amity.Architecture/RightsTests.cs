using System.Reflection;
using System.Text.RegularExpressions;
using Amity.Core.Identity;
using Amity.Modules;
using Amity.Modules.Roles;
using Xunit;

namespace Amity.Architecture;

/// <summary>Every use case says what it asks of its caller, in words that there are, and its file asks for nothing else.</summary>
public sealed partial class RightsTests
{
    private static readonly string[] Words =
        [.. typeof(Right).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)];

    private static readonly IReadOnlyList<UseCaseAttribute> UseCases =
        [.. typeof(AmityModules).Assembly.GetTypes().Select(type => type.GetCustomAttribute<UseCaseAttribute>(inherit: false)).OfType<UseCaseAttribute>()];

    /// <summary>The sources that ask for permissions: all but the list of them.</summary>
    private static readonly IReadOnlyList<(string Path, string Text)> Asking =
        [.. Source.Of("Amity.Modules").Where(file => file.Path != "Amity.Modules/Roles/Permissions.cs")];

    [Fact]
    public void what_is_for_users_says_what_it_asks_of_them_and_what_is_for_others_asks_for_the_credential_alone()
    {
        Assert.True(UseCases.Count > 100);
        Assert.Empty(UseCases.Where(useCase => (useCase.Allow is Allow.Users) != (useCase.Asks.Length > 0)).Select(useCase => $"{useCase.Name}: give its [UseCase] Asks = [...]"));
    }

    [Fact]
    public void nothing_is_asked_for_that_no_role_could_give() => Assert.Empty(
        from useCase in UseCases
        from asked in useCase.Asks
        where !Words.Contains(asked) && !Permissions.All.Contains(asked)
        select $"{useCase.Name} asks for {asked}: a word of Right, or a permission of the list in Roles/Permissions.cs");

    [Fact]
    public void who_asks_that_the_caller_sees_it_or_that_all_may_asks_for_no_permission_beside() => Assert.Empty(
        from useCase in UseCases
        where useCase.Asks.Contains(Right.Everybody) && useCase.Asks.Length > 1
        select $"{useCase.Name}: when every user may, nothing else is asked for");

    [Fact]
    public void every_permission_in_the_sources_is_of_the_list()
    {
        var named = Asking.SelectMany(file => Permission().Matches(file.Text).Select(match => (file.Path, Name: match.Groups["name"].Value))).ToList();

        Assert.True(named.Count > 30);
        Assert.Empty(named.Where(one => !Permissions.All.Contains(one.Name)).Select(one => $"{one.Path}: {one.Name}"));
    }

    /// <summary>
    /// A file of a use case names no permission that the use case does not ask for; unless whoever sees the thing may do it: then a permission
    /// shows more of it.
    /// </summary>
    [Fact]
    public void a_use_case_asks_for_every_permission_that_its_file_names()
    {
        var slices = Asking.Where(file => file.Text.Contains("[UseCase("))
            .Select(file => (file.Path, file.Text, UseCase: UseCases.SingleOrDefault(useCase => Regex.IsMatch(file.Text, $"\\[UseCase\\(\\s*\"{useCase.Name}\","))))
            .Where(slice => slice.UseCase is not null)
            .ToList();

        Assert.Equal(UseCases.Count, slices.Count);
        Assert.Empty(
            from slice in slices
            where !slice.UseCase!.Asks.Contains(Right.Sight)
            from name in Permission().Matches(slice.Text).Select(match => match.Groups["name"].Value).Distinct()
            where !slice.UseCase.Asks.Contains(name)
            select $"{slice.Path}: the use case asks for {name}, and its Asks do not say so");
    }

    [Fact]
    public void the_built_in_roles_give_known_permissions_and_that_of_administrators_all_of_them()
    {
        var matrix = BuiltIn().Matches(Source.Read("amity.db.sql")).Select(match => match.Groups["name"].Value).ToHashSet();

        Assert.Empty(matrix.Except(Permissions.All));
        Assert.Empty(Permissions.All.Except(matrix));
        Assert.Equal(Permissions.All.Count, Permissions.OfCommunities.Count + Permissions.OfChannels.Count + Permissions.OfNetwork.Count);
    }

    [GeneratedRegex("""["'](?<name>[A-Z]+(?:_[A-Z]+)+)["']""")]
    private static partial Regex Permission();

    [GeneratedRegex(@"\('[a-z-]+', '(?<name>[A-Z_]+)'\)")]
    private static partial Regex BuiltIn();
}
