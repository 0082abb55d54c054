using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Amity.Tests.Kit;

/// <summary>What a host has logged as a warning or worse.</summary>
public sealed class Log : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = [];

    /// <summary>The lines that contain the text, in their order.</summary>
    public IReadOnlyList<string> Of(string text) => [.. lines.Where(line => line.Contains(text, StringComparison.Ordinal))];

    public ILogger CreateLogger(string categoryName) => new Writer(lines);

    public void Dispose()
    {
    }

    private sealed class Writer(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                lines.Enqueue(formatter(state, exception));
            }
        }
    }
}
