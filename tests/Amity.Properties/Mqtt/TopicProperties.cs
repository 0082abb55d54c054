using Amity.Core.Mqtt;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Amity.Properties.Mqtt;

/// <summary>Filters and the tree of them against the rules of section 4.7, taken word by word.</summary>
public sealed class TopicProperties
{
    [Fact]
    public void a_filter_matches_what_the_rules_say()
    {
        var matches = 0;
        Hold.For(Gen.Zip(AnyPacket.Filter, AnyPacket.Name), 20_000, given =>
        {
            var (filter, name) = given;
            Assert.True(Topic.IsFilter(filter) && Topic.IsName(name));
            var expected = Matches(filter, name);
            Assert.Equal(expected, Topic.Matches(filter, name));
            matches += expected ? 1 : 0;
        });
        Assert.True(matches > 100, $"only {matches} matched");
    }

    [Fact]
    public void a_filter_is_what_the_rules_call_one() => Hold.For(
        Gen.Elements("a", "/", "+", "#", "$", "\0", "é").ListOf().Select(string.Concat), 20_000, text =>
        {
            var levels = text.Split('/');
            var isFilter = text.Length > 0
                && !text.Contains('\0')
                && levels.All(level => level is "+" or "#" || level.IndexOfAny(['+', '#']) < 0)
                && !levels[..^1].Contains("#");
            Assert.Equal(isFilter, Topic.IsFilter(text));
            Assert.Equal(text.Length > 0 && text.IndexOfAny(['\0', '+', '#']) < 0, Topic.IsName(text));
        });

    [Fact]
    public void names_are_measured_in_bytes()
    {
        Assert.True(Topic.IsName(new string('a', 65_535)));
        Assert.False(Topic.IsName(new string('a', 65_536)));
        Assert.True(Topic.IsFilter(new string('é', 32_767)));
        Assert.False(Topic.IsFilter(new string('é', 32_768)));
    }

    [Fact]
    public void the_tree_finds_each_subscriber_once_with_the_best_quality() => Hold.For(
        Gen.Zip(
            (from who in Gen.Choose(0, 5)
             from filter in AnyPacket.Filter
             from qos in Gen.Choose(0, 2)
             from leaves in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
             select (Who: who, Filter: filter, QoS: (QoS)qos, Leaves: leaves)).ListOf(),
            AnyPacket.Name.NonEmptyListOf()),
        2000,
        given =>
        {
            var (steps, names) = given;
            var people = Enumerable.Range(0, 6).Select(_ => new Someone()).ToArray();
            var plain = new Dictionary<(int, string), QoS>();
            var tree = new TopicTree<Someone>();
            foreach (var (who, filter, qos, leaves) in steps)
            {
                if (leaves && plain.Count > 0)
                {
                    var (gone, which) = plain.Keys.ElementAt(filter.Length % plain.Count);
                    Assert.True(tree.Remove(which, people[gone]));
                    Assert.False(tree.Remove(which, people[gone]));
                    plain.Remove((gone, which));
                }
                else
                {
                    Assert.Equal(!plain.ContainsKey((who, filter)), tree.Add(filter, people[who], qos));
                    plain[(who, filter)] = qos;
                }

                Assert.Equal(plain.Count, tree.Count);
            }

            var found = new List<Someone>();
            foreach (var name in names)
            {
                found.Clear();
                tree.Match(name, found);
                var expected = plain.Where(one => Matches(one.Key.Item2, name)).GroupBy(one => one.Key.Item1).ToDictionary(who => who.Key, who => who.Max(one => one.Value));
                Assert.Equal(expected.OrderBy(one => one.Key), found.Select(one => KeyValuePair.Create(Array.IndexOf(people, one), one.Granted)).OrderBy(one => one.Key));
            }

            foreach (var (who, filter) in plain.Keys)
            {
                Assert.True(tree.Remove(filter, people[who]));
            }

            Assert.True(tree.IsBare);
        });

    private static bool Matches(string filter, string name)
    {
        var (asked, given) = (filter.Split('/'), name.Split('/'));
        var isHidden = given[0].StartsWith('$') && (asked[0] == "+" || asked[0] == "#");
        return !isHidden && Levels(asked, given);
    }

    private static bool Levels(ReadOnlySpan<string> asked, ReadOnlySpan<string> given)
    {
        if (asked is ["#"])
        {
            return true;
        }

        if (asked.IsEmpty || given.IsEmpty)
        {
            return asked.IsEmpty && given.IsEmpty;
        }

        return (asked[0] == "+" || asked[0] == given[0]) && Levels(asked[1..], given[1..]);
    }

    private sealed class Someone : Subscriber;
}
