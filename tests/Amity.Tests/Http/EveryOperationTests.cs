using System.Buffers.Text;
using System.Reflection;
using System.Text;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Modules.Networks;
using Amity.Modules.Sessions;
using Amity.Tests.Http.WrongPerson;
using Amity.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Abstractions;

namespace Amity.Tests.Http;

/// <summary>What holds for every operation that the program has, and for those to come.</summary>
public sealed class EveryOperationTests(ITestOutputHelper output)
{
    [Fact]
    public async Task nobody_is_answered_without_a_credential()
    {
        await using var amity = await AmityHost.Start();
        foreach (var operation in Operations(amity))
        {
            var answer = await amity.Nobody().Send(operation.Method, operation.Path("x"), Json("{}"));
            Told(operation, () => answer.Refused(operation.UseCase.RefusedAs));
        }
    }

    [Fact]
    public async Task keys_are_no_credential_for_what_users_and_administrators_may()
    {
        await using var amity = await AmityHost.Start();
        var keys = amity.Nobody(("x-api-key", AmityHost.ApiKey), ("x-server-key", AmityHost.ServerKey));
        foreach (var operation in Operations(amity).Where(operation => operation.UseCase.Allow is Allow.Users or Allow.Administrators))
        {
            var answer = await keys.Send(operation.Method, operation.Path("x"), Json("{}"));
            Told(operation, () => answer.Refused(ErrorKind.Unauthenticated));
        }
    }

    [Fact]
    public async Task users_are_refused_what_is_for_administrators()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var operations = Operations(amity).Where(operation => operation.UseCase.Allow is Allow.Administrators).ToList();

        Assert.NotEmpty(operations);
        foreach (var operation in operations)
        {
            var answer = await alice.Send(operation.Method, operation.Path("alice"), Json("{}"));
            Told(operation, () => answer.Refused(operation.UseCase.DeniedAs));
        }
    }

    [Fact]
    public async Task a_token_that_was_revoked_opens_nothing_whosever_it_was()
    {
        await using var amity = await AmityHost.Start();
        Person[] people = [await amity.Login("alice"), await amity.LoginVerified("bob"), await amity.Administrator()];
        foreach (var person in people)
        {
            (await person.Get("/api/v3/sessions")).Ok();
            (await person.Delete("/api/v4/sessions")).Ok();
            await IsNobody(amity, person);
        }
    }

    [Fact]
    public async Task a_token_that_has_expired_opens_nothing_whosever_it_was()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        Person[] people = [await amity.Login("alice"), await amity.Administrator()];
        foreach (var person in people)
        {
            (await person.Get("/api/v3/sessions")).Ok();
        }

        clock.Advance(TimeSpan.FromDays(31));
        foreach (var person in people)
        {
            await IsNobody(amity, person);
        }
    }

    [Fact]
    public async Task a_token_of_another_network_that_claims_to_be_of_this_one_opens_nothing()
    {
        await using var amity = await AmityHost.Start();
        var made = amity.Services.GetRequiredService<INetworkAdministration>().Create("other");
        var other = amity.Services.GetRequiredService<INetworks>().ById(made.NetworkId)!;
        var token = await AdminTokens.Create(other, "admin", TimeSpan.FromDays(1), TimeProvider.System);
        (await new Person(amity.Http, "admin", token).Get("/api/v3/sessions")).Ok();
        var parts = token.Split('.');
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));
        Assert.Contains(other.Id, claims);
        var moved = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.Replace(other.Id, amity.Network.Id)));

        await IsNobody(amity, new Person(amity.Http, "admin", $"{parts[0]}.{moved}.{parts[2]}"));
    }

    /// <summary>
    /// An operation for users needs a test in which somebody with a valid token, but without the right, is refused or sees nothing. One that
    /// asks for nothing but the caller's own, or lets every user do the same, and that names nothing, has no wrong person: its shape says so.
    /// </summary>
    [Fact]
    public async Task every_operation_has_a_test_in_which_the_wrong_person_is_refused()
    {
        await using var amity = await AmityHost.Start();
        var operations = Operations(amity);
        var tested = Refusals().SelectMany(refuses => refuses.UseCases).ToHashSet();
        var kinds = operations.ToLookup(operation => KindOf(operation, tested.Contains(operation.UseCase.Name)
            || WrongPersonTests.Cases.Any(one => one.UseCase == operation.UseCase.Name && one.IsTriedOn(operation.Pattern))));
        var missing = kinds[Refusal.Missing].Select(Missing).ToList();

        output.WriteLine($"""
            {operations.Count} operations of {operations.Select(operation => operation.UseCase.Name).Distinct().Count()} use cases
            {operations.Count - missing.Count} have a test in which the wrong person is refused:
              {kinds[Refusal.OfItsOwn].Count()} by tests of their own, in which a user with a valid token has no right
              {kinds[Refusal.OfTheCredential].Count()} for keys or administrators alone, by the tests of all of these
              {kinds[Refusal.OfTheShape].Count()} about the caller alone, or the same for every user: refused to whoever has no token that lives, by the tests of all
            """);
        Assert.True(missing.Count == 0, string.Join('\n', missing));
    }

    [Fact]
    public async Task an_operation_without_such_a_test_is_told_with_what_to_write()
    {
        await using var amity = await AmityHost.Start();
        var operations = Operations(amity).Where(operation => operation.UseCase.Allow is Allow.Users).ToLookup(operation => KindOf(operation, isTested: false));

        Assert.Contains(operations[Refusal.Missing], operation => operation.UseCase.Name == "getPost" && Missing(operation).Contains("[Refuses(\"getPost\")]"));
        Assert.Contains(operations[Refusal.Missing], operation => operation.UseCase.Name == "removeReaction");
        Assert.Contains(operations[Refusal.Missing], operation => operation.UseCase.Name == "createCommunity");
        Assert.All(operations[Refusal.OfTheShape], operation => Assert.DoesNotContain('{', operation.Pattern));
        Assert.Contains(operations[Refusal.OfTheShape], operation => operation.UseCase.Name == "verifySession");
        Assert.Empty(operations[Refusal.OfTheCredential]);
    }

    [Fact]
    public async Task a_test_says_only_of_use_cases_that_there_are_that_it_refuses_somebody()
    {
        await using var amity = await AmityHost.Start();
        var known = Operations(amity).Select(operation => operation.UseCase.Name).ToHashSet();
        var told = Refusals().SelectMany(refuses => refuses.UseCases).Concat(WrongPersonTests.Cases.Select(one => one.UseCase));
        Assert.Empty(told.Except(known));
    }

    [Fact]
    public async Task bad_input_is_a_clear_error_and_never_a_failure_of_the_server()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var long2k = new string('x', 2000);
        string[] ids = ["x", "%00", "a%2Fb", "%F0%9F%98%80", "%ED%A0%80", long2k];
        string[] bodies = ["[]", "null", "\"text\"", "{", "{\"\\ud800\":1}", "{\"data\":7,\"userIds\":{},\"tags\":\"x\",\"metadata\":[],\"options\":0}"];
        string[] values = ["", "%00", "%ED%A0%80", "-1", "99999999999999999999", "null", "true", long2k];
        var calls = 0;
        foreach (var operation in Operations(amity))
        {
            foreach (var id in ids)
            {
                await Holds(operation, operation.Path(id), Json("{}"));
            }

            foreach (var body in bodies)
            {
                await Holds(operation, operation.Path("x"), Json(body));
            }

            foreach (var name in Parameters)
            {
                foreach (var value in values)
                {
                    await Holds(operation, $"{operation.Path("x")}?{name}={value}", null);
                }
            }
        }

        output.WriteLine($"{Operations(amity).Count} operations, {calls} calls with bad input");

        async Task Holds(Operation operation, string path, HttpContent? body)
        {
            calls++;
            var answer = await admin.Send(operation.Method, path, body);
            Told(operation, () => Assert.InRange(answer.Status, 200, 499), $"{path}: {answer.Status} {answer.Text}");
            if (answer.Status >= 400 && !path.Contains("%00", StringComparison.Ordinal))
            {
                Told(operation, () => Assert.Equal("error", answer.Json?["status"]?.GetValue<string>()), path);
            }
        }
    }

    /// <summary>Those that the operations read from a query, and some that they do not know.</summary>
    private static readonly string[] Parameters =
    [
        "options[limit]", "options[token]", "limit", "token", "sortBy", "filter", "isDeleted", "keyword", "tags[]", "targetType", "targetId",
        "referenceId", "referenceType", "parentId", "feedType", "dataTypes[]", "userIds[]", "postIds[]", "unheard",
    ];

    private static List<Operation> Operations(AmityHost amity) => Operation.All(amity);

    /// <summary>By which kind of test an operation refuses the wrong person.</summary>
    private enum Refusal
    {
        OfItsOwn,
        OfTheCredential,
        OfTheShape,
        Missing,
    }

    private static Refusal KindOf(Operation operation, bool isTested) => operation switch
    {
        _ when isTested => Refusal.OfItsOwn,
        { UseCase.Allow: not Allow.Users } => Refusal.OfTheCredential,
        { NamesSomething: false, UseCase.Asks: [Right.Own] or [Right.Everybody] } => Refusal.OfTheShape,
        { NamesSomething: false } when operation.Pattern.Contains("/me/", StringComparison.Ordinal) => Refusal.OfTheShape,
        _ => Refusal.Missing,
    };

    private static string Missing(Operation operation) => $"""
        {operation.Method} {operation.Pattern} ({operation.UseCase.Name}, asks for {string.Join(" or ", operation.UseCase.Asks)}): no test refuses the wrong person. Put
            [Refuses("{operation.UseCase.Name}")] on the test in which somebody with a valid token of the network is refused or sees nothing, or a new
            Case("{operation.UseCase.Name}", ...) into the list of tests/Amity.Tests/Http/WrongPerson that it belongs to.
        """;

    private static IEnumerable<RefusesAttribute> Refusals() =>
        from type in typeof(EveryOperationTests).Assembly.GetTypes()
        from method in type.GetMethods()
        let refuses = method.GetCustomAttribute<RefusesAttribute>()
        where refuses is not null && method.GetCustomAttributes<FactAttribute>().Any()
        select refuses;

    private static async Task IsNobody(AmityHost amity, Person person)
    {
        var operations = Operations(amity).Where(operation => operation.UseCase.Allow is Allow.Users or Allow.Administrators).ToList();
        Assert.NotEmpty(operations);
        foreach (var operation in operations)
        {
            var answer = await person.Send(operation.Method, operation.Path("x"), Json("{}"));
            Told(operation, () => answer.Refused(ErrorKind.Unauthenticated));
        }
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static void Told(Operation operation, Action holds, string? more = null)
    {
        try
        {
            holds();
        }
        catch (Exception failed)
        {
            Assert.Fail($"{operation.Method} {operation.Pattern} {more}\n{failed.Message}");
        }
    }
}
