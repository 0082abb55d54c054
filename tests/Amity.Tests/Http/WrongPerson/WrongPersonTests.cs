using System.Text.RegularExpressions;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Http.WrongPerson;

/// <summary>
/// Every operation for users, on every route, called by people with valid tokens who have no right to it. Where an operation has a new rule,
/// it is a line in one of the three lists.
/// </summary>
public sealed partial class WrongPersonTests(Scene scene) : IClassFixture<Scene>
{
    internal static readonly IReadOnlyList<Case> Cases = [.. InCommunities.Cases, .. InContent.Cases, .. InNetwork.Cases];

    public static TheoryData<string> UseCases() => [.. Cases.Select(one => one.UseCase).Distinct()];

    [Theory]
    [MemberData(nameof(UseCases))]
    public async Task the_wrong_person_is_refused_or_sees_nothing(string useCase)
    {
        var routes = Operation.All(scene.Host).Where(operation => operation.UseCase.Name == useCase).ToList();
        Assert.NotEmpty(routes);
        foreach (var one in Cases.Where(one => one.UseCase == useCase))
        {
            Assert.Contains(routes, route => one.IsTriedOn(route.Pattern));
            foreach (var route in routes.Where(route => one.IsTriedOn(route.Pattern)))
            {
                await Try(route, await one.Arrange(scene));
                await one.Undo(scene);
            }
        }
    }

    private async Task Try(Operation route, Attempt attempt)
    {
        var path = Parameter().Replace(route.Pattern, match => Uri.EscapeDataString(attempt.Path[match.Groups["name"].Value])) + (attempt.Query.Length > 0 ? "?" : "") + attempt.Query;
        var before = await State();
        foreach (var (person, error) in attempt.Refused)
        {
            var answer = await Send(person);
            Told(person, answer, () => answer.Refused(error));
        }

        foreach (var person in attempt.Idle)
        {
            var answer = await Send(person);
            Told(person, answer, () => answer.Ok());
            Told(person, answer, () => Assert.False(attempt.Secret is not null && answer.Text.Contains(attempt.Secret, StringComparison.Ordinal), "It is shown."));
        }

        var elsewhere = await Send(scene.Elsewhere);
        Told(scene.Elsewhere, elsewhere, () => Assert.True(
            elsewhere.Status is 403 or 404
            || (attempt.Secret is not null && !elsewhere.Text.Contains(attempt.Secret, StringComparison.Ordinal))
            || (attempt.IsFreeElsewhere && elsewhere.Status is 200),
            "In another network it is answered."));
        Assert.Equal(before, await State());

        var right = await Send(attempt.Right);
        Told(attempt.Right, right, () => right.Ok());
        Told(attempt.Right, right, () => Assert.Contains(attempt.Shows ?? attempt.Secret ?? "", right.Text, StringComparison.Ordinal));
        if (attempt.State is not null)
        {
            Assert.NotEqual(before, await State());
        }

        async Task<string> State() => attempt.State is null ? "" : await attempt.State();

        Task<Answer> Send(Person person) => person.Send(route.Method, path, attempt.Body);

        void Told(Person person, Answer answer, Action holds)
        {
            try
            {
                holds();
            }
            catch (Exception failed)
            {
                Assert.Fail($"{route.Method} {path} by {person.UserId}: {answer.Status} {answer.Text}\n{failed.Message}");
            }
        }
    }

    [GeneratedRegex(@"\{(?<name>[^}]*)\}")]
    private static partial Regex Parameter();
}
