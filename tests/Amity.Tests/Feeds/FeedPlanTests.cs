using System.Reflection;
using System.Text.RegularExpressions;
using Amity.Core.Paging;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Feeds;

public sealed class FeedPlanTests
{
    [Theory]
    [InlineData("NewestFeed", "Newest")]
    [InlineData("RankedFeed", "Candidates")]
    public async Task a_global_feed_costs_what_its_sources_cost_and_not_what_the_network_holds(string feed, string name)
    {
        await using var amity = await AmityHost.Start();
        await amity.Login("alice");
        var statements = Statements(typeof(Amity.Modules.AmityModules).Assembly.GetType($"Amity.Modules.Feeds.{feed}", throwOnError: true)!, name);

        foreach (var sql in statements)
        {
            var plan = Plan(amity, sql);
            Assert.Contains(plan, step => step.Contains("follows_by_follower_status (from_user_id=? AND status=?)"));
            Assert.Contains(plan, step => step.Contains("community_users_by_user (user_id=?)"));
            Assert.All(plan.Where(step => Regex.IsMatch(step, "^SEARCH [ep] ")), step => Assert.Contains("posts_newest_in_feed (feed_id=? AND", step));
            Assert.All(plan.Where(step => step.StartsWith("SEARCH f ")), step => Assert.Contains("target_id=? AND feed_type=?", step));
            Assert.All(plan.Where(step => step.StartsWith("SCAN ")), step => Assert.Matches("^SCAN (source|newest|recent)$", step));
        }
    }

    [Theory]
    [InlineData("PostTimeline", "OfTarget")]
    [InlineData("PostTimeline", "OfType")]
    [InlineData("AuthoredPosts", "OfAuthor")]
    [InlineData("AuthoredPosts", "OfAuthorAndWall")]
    public async Task a_page_of_posts_walks_its_index_and_sorts_nothing(string timeline, string name)
    {
        await using var amity = await AmityHost.Start();
        await amity.Login("alice");

        foreach (var sql in Statements(typeof(Amity.Modules.AmityModules).Assembly.GetType($"Amity.Modules.Posts.{timeline}", throwOnError: true)!, name))
        {
            var plan = Plan(amity, sql);
            Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE"));
            Assert.DoesNotContain(plan, step => step.StartsWith("SCAN "));
            Assert.All(plan.Where(step => step.StartsWith("SEARCH p ")), step => Assert.Matches("posts_by_(feed_created|feed_updated|type_created|user) ", step));
        }
    }

    private static IEnumerable<string> Statements(Type slice, string name) => slice.GetField(name, BindingFlags.NonPublic | BindingFlags.Static)! switch
    {
        { IsLiteral: true } text => [(string)text.GetRawConstantValue()!],
        var list => (IEnumerable<string>)list.FieldType.GetProperty(nameof(PagedSql<>.Statements))!.GetValue(list.GetValue(null))!,
    };

    private static List<string> Plan(AmityHost amity, string sql)
    {
        using var read = amity.Network.Database.Read();
        using var command = read.Connection.CreateCommand();
        command.CommandText = "explain query plan " + Regex.Replace(sql, @"\bin (@\w+)", "in ($1)");
        foreach (var parameter in Regex.Matches(sql, @"@\w+").Select(match => match.Value).Distinct())
        {
            var one = command.CreateParameter();
            (one.ParameterName, one.Value) = (parameter, 1);
            command.Parameters.Add(one);
        }

        using var reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
        {
            steps.Add(reader.GetString(3));
        }

        return steps;
    }
}
