using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LinkageService.Tests.Support;

/// <summary>Keeps what a service logs, so that a test can fail on an error nobody expected.</summary>
internal sealed class LogRecorder : ILoggerProvider
{
    public ConcurrentQueue<string> Errors { get; } = new();

    public ConcurrentQueue<string> Messages { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Recorder(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Recorder(LogRecorder log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState,
            Exception?, string> formatter)
        {
            var line = $"{category}: {formatter(state, exception)} {exception}";
            log.Messages.Enqueue(line);
            if (logLevel >= LogLevel.Error)
            {
                log.Errors.Enqueue(line);
            }
        }
    }
}
