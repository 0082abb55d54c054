using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Amity.Core.Ids;

/// <summary>
/// The clock and the ids of one database. An id is 24 hexadecimal digits: 48 bits of milliseconds, 16 bits of sequence, 32 random
/// bits; every id sorts after all ids that this source gave before, also when the machine's clock is set back. Not thread safe:
/// only the database's writer uses it, but for <see cref="Pass"/>.
/// </summary>
/// <param name="time">The machine's clock.</param>
/// <param name="notBefore">The first millisecond that may be used: one more than the last one that this database has seen.</param>
public sealed class IdSource(TimeProvider time, long notBefore)
{
    private const int LastSequence = 0xFFFF;
    private const int None = -1;

    // The operating system's random numbers cost a call; one call serves 64 ids.
    private readonly byte[] _random = new byte[256];
    private int _randomUsed = 256;
    private int _sequence = None;
    private long _passed = long.MinValue;

    /// <summary>The newest millisecond that this source has shown, in an id or in <see cref="Now"/>.</summary>
    public long LastMilliseconds { get; private set; } = notBefore;

    /// <summary>Milliseconds since 1970 UTC, never running backwards.</summary>
    public long Now()
    {
        NotBefore(Math.Max(time.GetUtcNow().ToUnixTimeMilliseconds(), Volatile.Read(ref _passed)));
        return LastMilliseconds;
    }

    public string Next()
    {
        Now();
        if (_sequence == LastSequence)
        {
            NotBefore(LastMilliseconds + 1);
        }

        _sequence++;

        Span<byte> id = stackalloc byte[12];
        BinaryPrimitives.WriteInt64BigEndian(id, (LastMilliseconds << 16) | (uint)_sequence);
        Random().CopyTo(id[8..]);
        return Convert.ToHexStringLower(id);
    }

    /// <summary>From any thread: the millisecond is over, and the next one that is asked for is a later one.</summary>
    public void Pass(long milliseconds)
    {
        var passed = Volatile.Read(ref _passed);
        while (passed <= milliseconds)
        {
            var seen = Interlocked.CompareExchange(ref _passed, milliseconds + 1, passed);
            if (seen == passed)
            {
                return;
            }

            passed = seen;
        }
    }

    /// <summary>Moves on to this millisecond when it lies ahead.</summary>
    public void NotBefore(long milliseconds)
    {
        if (milliseconds > LastMilliseconds)
        {
            LastMilliseconds = milliseconds;
            _sequence = None;
        }
    }

    private ReadOnlySpan<byte> Random()
    {
        if (_randomUsed == _random.Length)
        {
            RandomNumberGenerator.Fill(_random);
            _randomUsed = 0;
        }

        _randomUsed += 4;
        return _random.AsSpan(_randomUsed - 4, 4);
    }
}
