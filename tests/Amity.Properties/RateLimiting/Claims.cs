using Xunit;

namespace Amity.Properties.RateLimiting;

/// <summary>
/// What can be said of calls of which only is known that each was judged between two stamps: the limiter is wrong when no moments between
/// them could make it right.
/// </summary>
internal sealed class Claims(int permits, long second)
{
    private readonly List<(int User, long Began, long Ended, bool Granted)> calls = [];

    public int Granted => calls.Count(call => call.Granted);

    public void Add(int user, long began, long ended, bool granted) => calls.Add((user, began, ended, granted));

    public void Add(Claims others) => calls.AddRange(others.calls);

    public void Check()
    {
        foreach (var user in calls.GroupBy(call => call.User))
        {
            var granted = user.Where(call => call.Granted).OrderBy(call => call.Ended).ToArray();
            var begins = granted.Select(call => call.Began).Order().ToArray();
            var ends = Array.ConvertAll(granted, call => call.Ended);

            // Too many: more than the limit that cannot but lie in one second, because all of them began and ended in it.
            for (int first = 0, next = 0; first < granted.Length; first++)
            {
                next = Math.Max(next, first);
                while (next < granted.Length && granted[next].Ended < granted[first].Began + second)
                {
                    next++;
                }

                var began = granted[first].Began;
                Assert.InRange(granted[first..next].Count(call => call.Began >= began), 0, permits);
            }

            // Too few: refused although fewer than the limit can have been admitted in any second that ended during the call.
            foreach (var refused in user.Where(call => !call.Granted))
            {
                var begun = Before(begins, refused.Ended + 1);
                var over = Before(ends, refused.Began - second + 1);
                Assert.True(begun - over >= permits, $"user {user.Key}: refused in {refused.Began}..{refused.Ended} with {begun - over} of {permits} admitted");
            }
        }
    }

    private static int Before(long[] sorted, long bound)
    {
        var at = Array.BinarySearch(sorted, bound);
        at = at < 0 ? ~at : at;
        while (at > 0 && sorted[at - 1] >= bound)
        {
            at--;
        }

        return at;
    }
}
