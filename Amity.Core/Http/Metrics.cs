using System.Diagnostics.Metrics;
using Amity.Core.Errors;

namespace Amity.Core.Http;

/// <summary>What the server measures of itself, under the meter <c>Amity</c>.</summary>
public sealed class Metrics
{
    /// <summary>The meter's name, for whoever listens to it.</summary>
    public const string MeterName = "Amity";

    private readonly Histogram<double> calls;

    public Metrics(IMeterFactory meters)
    {
        calls = meters.Create(MeterName).CreateHistogram<double>("amity.calls", "s", "Duration of the calls of each use case, by outcome");
    }

    /// <summary>Whether anybody listens; nothing need be measured otherwise.</summary>
    public bool AreRead => calls.Enabled;

    public void Called(string useCase, ErrorKind? error, TimeSpan duration) => calls.Record(
        duration.TotalSeconds,
        new KeyValuePair<string, object?>("use_case", useCase),
        new KeyValuePair<string, object?>("outcome", error is { } kind ? Envelope.Code(kind) : 0));
}
