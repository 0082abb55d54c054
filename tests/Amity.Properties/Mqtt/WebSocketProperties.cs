using System.Buffers.Binary;
using Amity.Core.Mqtt;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Amity.Properties.Mqtt;

/// <summary>Messages in random fragments, control frames between them, in reads of random length, against what was put in.</summary>
public sealed class WebSocketProperties
{
    private static readonly Gen<int> Length = Gen.Frequency((6, Gen.Choose(0, 20)), (3, Gen.Elements(124, 125, 126, 127)), (1, Gen.Elements(65_535, 65_536, 65_537)));

    private static readonly Gen<Sent> Message =
        from lengths in Length.NonEmptyListOf()
        from seed in Gen.Choose(0, int.MaxValue)
        select new Sent(2, [.. lengths.Take(4)], seed);

    private static readonly Gen<Sent> Control =
        from opcode in Gen.Elements(9, 9, 10)
        from length in Gen.Elements(0, 1, 5, 124, 125)
        from seed in Gen.Choose(0, int.MaxValue)
        select new Sent(opcode, [length], seed);

    private static readonly Gen<List<Sent>> Any = Gen.Frequency((2, Message), (1, Control)).NonEmptyListOf();

    [Fact]
    public void the_stream_is_what_was_put_in_and_every_last_ping_is_answered()
    {
        var bytes = 0L;
        Hold.For(Gen.Zip(Any, Gen.Choose(0, int.MaxValue)), 1500, given =>
        {
            var (sent, seed) = given;
            var random = new Random(seed);
            var (raw, stream, pings) = Wire(sent, random);
            var frames = new WebSocketFrames();
            var read = new List<byte>();
            var answered = new List<string>();
            for (var at = 0; at < raw.Count;)
            {
                var part = raw.GetRange(at, Math.Min(raw.Count - at, random.Next(3) == 0 ? 1 + random.Next(9000) : 1 + random.Next(20))).ToArray();
                at += part.Length;
                read.AddRange(part[..frames.Unwrap(part)]);
                if (frames.TakeAnswer() is { } answer)
                {
                    answered.Add(Convert.ToHexString(answer));
                }

                Assert.Null(frames.Fault);
                Assert.False(frames.IsOver);
            }

            Assert.True(stream.SequenceEqual(read), "the stream is another");
            Assert.Equal(pings.Count > 0, answered.Count > 0);
            if (pings.Count > 0)
            {
                Assert.Equal(pings[^1], answered[^1]);
                Assert.Subset(pings.ToHashSet(), answered.ToHashSet());
            }

            bytes += raw.Count;
        });
        if (Hold.Deep)
        {
            Console.WriteLine($"{bytes} bytes in frames");
        }
    }

    [Fact]
    public void after_goodbye_nothing_is_read() => Hold.For(Gen.Zip(Any, Gen.Choose(0, int.MaxValue)), 300, given =>
    {
        var random = new Random(given.Item2);
        var (raw, stream, _) = Wire(given.Item1, random);
        raw.AddRange(Frame(8, true, [3, 0xE8], random));
        raw.AddRange(Wire(given.Item1, random).Raw);
        var frames = new WebSocketFrames();
        var all = raw.ToArray();
        Assert.True(all.AsSpan(0, frames.Unwrap(all)).SequenceEqual([.. stream]), "the stream is another");
        Assert.True(frames.IsOver);
        Assert.Null(frames.Fault);
        Assert.Equal([0x88, 2, 3, 0xE8], frames.TakeAnswer());
        Assert.Equal(0, frames.Unwrap([1, 2, 3]));
    });

    [Fact]
    public void a_frame_that_breaks_the_protocol_is_the_last() => Hold.For(Gen.Zip(Any, Gen.Choose(0, int.MaxValue)), 1000, given =>
    {
        var random = new Random(given.Item2);
        var (raw, stream, _) = Wire(given.Item1, random);
        raw.AddRange(random.Next(7) switch
        {
            0 => [0x82, 5, 1, 2, 3, 4, 5],
            1 => Frame(1, true, [65], random),
            2 => Frame(0, true, [65], random),
            3 => [0xC2, 0x80, 0, 0, 0, 0],
            4 => Frame(9, true, new byte[126], random),
            5 => [.. Frame(2, false, [], random), .. Frame(2, true, [], random)],
            _ => Frame(9, false, [], random),
        });
        raw.AddRange(Frame(2, true, [1, 2, 3], random));
        var frames = new WebSocketFrames();
        var all = raw.ToArray();
        Assert.True(all.AsSpan(0, frames.Unwrap(all)).SequenceEqual([.. stream]), "the stream is another");
        Assert.True(frames.IsOver);
        Assert.NotNull(frames.Fault);
    });

    [Fact]
    public void noise_is_no_harm() => Hold.For(Gen.Zip(AnyPacket.Bytes, Gen.Choose(1, 300)), 5000, given =>
    {
        var frames = new WebSocketFrames();
        foreach (var part in given.Item1.Chunk(given.Item2))
        {
            Assert.InRange(frames.Unwrap(part), 0, part.Length);
            frames.TakeAnswer();
        }
    });

    [Fact]
    public void the_servers_headers_say_the_length()
    {
        foreach (var length in (int[])[0, 1, 125, 126, 65_535, 65_536, 1_000_000])
        {
            var room = new byte[WebSocketFrames.MostServerHeaderBytes];
            var used = WebSocketFrames.WriteHeader(room, length);
            var header = room[^used..];
            Assert.Equal(0x82, header[0]);
            Assert.Equal(length, header[1] switch
            {
                126 => BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)),
                127 => (long)BinaryPrimitives.ReadUInt64BigEndian(header.AsSpan(2)),
                var small => small,
            });
        }
    }

    private static (List<byte> Raw, List<byte> Stream, List<string> Pings) Wire(IList<Sent> sent, Random random)
    {
        var (raw, stream, pings) = (new List<byte>(), new List<byte>(), new List<string>());
        foreach (var (opcode, lengths, seed) in sent)
        {
            for (var at = 0; at < lengths.Length; at++)
            {
                var payload = AnyPacket.Random(lengths[at], seed + at);
                raw.AddRange(Frame(at == 0 ? opcode : 0, at == lengths.Length - 1, payload, random));
                if (opcode == 2)
                {
                    stream.AddRange(payload);
                }

                if (opcode == 9)
                {
                    pings.Add(Convert.ToHexString((byte[])[0x8A, (byte)payload.Length, .. payload]));
                }

                if (opcode == 2 && random.Next(4) == 0)
                {
                    // Between the fragments of a message there may be control frames.
                    raw.AddRange(Frame(9, true, [7], random));
                    pings.Add("8A0107");
                }
            }
        }

        return (raw, stream, pings);
    }

    private static byte[] Frame(int opcode, bool isLast, byte[] payload, Random random)
    {
        var key = AnyPacket.Random(4, random.Next());
        byte[] length = payload.Length switch
        {
            < 126 => [(byte)(0x80 | payload.Length)],
            < 65_536 => [0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length],
            _ => [0x80 | 127, 0, 0, 0, 0, (byte)(payload.Length >> 24), (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length],
        };
        var masked = new byte[payload.Length];
        for (var at = 0; at < masked.Length; at++)
        {
            masked[at] = (byte)(payload[at] ^ key[at & 3]);
        }

        return [(byte)(opcode | (isLast ? 0x80 : 0)), .. length, .. key, .. masked];
    }

    private sealed record Sent(int Opcode, int[] Lengths, int Seed);
}
