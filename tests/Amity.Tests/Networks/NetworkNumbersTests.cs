using Amity.Core.Identity;
using Xunit;

namespace Amity.Tests.Networks;

public sealed class NetworkNumbersTests
{
    [Fact]
    public void numbers_do_not_run_out_while_networks_come_and_go()
    {
        var now = 0L;
        var numbers = new NetworkNumbers(1000, () => now);
        var lasting = Enumerable.Range(0, 100).Select(_ => numbers.Take()).ToHashSet();
        for (var i = 0; i < 100_000; i++)
        {
            now += 100;
            var number = numbers.Take();
            Assert.DoesNotContain(number, lasting);
            numbers.GiveBack(number);
        }
    }

    [Fact]
    public void a_number_rests_before_another_network_has_it()
    {
        var now = 0L;
        var numbers = new NetworkNumbers(1000, () => now);
        var first = numbers.Take();
        numbers.GiveBack(first);
        now = NetworkNumbers.RestMilliseconds - 1;
        Assert.NotEqual(first, numbers.Take());
        now++;
        Assert.Equal(first, numbers.Take());
    }

    [Fact]
    public void more_networks_at_once_than_there_are_numbers_are_refused()
    {
        var numbers = new NetworkNumbers(3, () => 0);
        numbers.Take();
        numbers.Take();
        Assert.Throws<InvalidOperationException>(() => numbers.Take());
    }
}
