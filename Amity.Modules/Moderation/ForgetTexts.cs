using System.Globalization;
using Amity.Core.Data;
using Amity.Modules.Jobs;

namespace Amity.Modules.Moderation;

/// <summary>Removes what was remembered of users' texts once a network does not refuse repetitions any more.</summary>
internal sealed class ForgetTexts : IJob
{
    private const string OfNetwork = "moderation.forgetTexts";
    private const int MostRows = 100;

    public string Kind => OfNetwork;

    /// <summary>Forgets, after this write, what was written until now.</summary>
    public static Task Start(IWrite tx) => JobQueue.Start(tx, OfNetwork, tx.Now.ToString(CultureInfo.InvariantCulture));

    public async Task<bool> Step(IWrite tx, string argument) =>
        await SaidTexts.Drop(tx, long.Parse(argument, CultureInfo.InvariantCulture), MostRows) < MostRows;
}
