using System.Buffers;
using Amity.Core.Mqtt;
using Amity.Tests.Mqtt;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Amity.Properties.Mqtt;

/// <summary>The decoder on packets that are right, nearly right, cut off, or noise, in one piece and in many.</summary>
public sealed class DecoderProperties
{
    private const int Most = 64 * 1024;

    [Fact]
    public void packets_are_read_as_they_were_written_wherever_the_stream_is_cut() => Hold.For(
        Gen.Zip(AnyPacket.Any.NonEmptyListOf(), Gen.Choose(0, int.MaxValue)),
        2000,
        given =>
        {
            var (packets, seed) = given;
            var bytes = packets.SelectMany(Packets.Encode).ToArray();
            foreach (var input in (ReadOnlySequence<byte>[])[new(bytes), Pieces(bytes, seed)])
            {
                var rest = input;
                foreach (var packet in packets)
                {
                    Assert.Equal(Decoded.Packet, PacketDecoder.TryRead(ref rest, Most, out var read));
                    Assert.Equal(AnyPacket.Read(packet), AnyPacket.Read(read));
                }

                Assert.True(rest.IsEmpty);
                Assert.Equal(Decoded.Incomplete, PacketDecoder.TryRead(ref rest, Most, out _));
            }
        });

    [Fact]
    public void a_packet_that_is_cut_off_is_waited_for_and_nothing_of_it_taken() => Hold.For(AnyPacket.Any, 500, packet =>
    {
        var bytes = Packets.Encode(packet);
        var step = Math.Max(1, bytes.Length / 500);
        for (var length = 0; length < bytes.Length; length += step)
        {
            var input = new ReadOnlySequence<byte>(bytes, 0, length);
            Assert.Equal(Decoded.Incomplete, PacketDecoder.TryRead(ref input, Most, out var none));
            Assert.Null(none);
            Assert.Equal(length, input.Length);
        }
    });

    [Fact]
    public void changed_packets_are_read_or_refused_and_never_more_is_taken_than_their_length_says()
    {
        var (read, refused) = (0, 0);
        Hold.For(
            Gen.Zip(AnyPacket.Any, Gen.Zip(Gen.Choose(0, int.MaxValue), Gen.Choose(0, 255)).NonEmptyListOf()),
            5000,
            given =>
            {
                var (packet, changes) = given;
                var bytes = Packets.Encode(packet);
                foreach (var (place, value) in changes)
                {
                    // Most of the meaning stands in the first bytes.
                    bytes[place % Math.Min(bytes.Length, place % 3 == 0 ? bytes.Length : 16)] = (byte)value;
                }

                _ = Judge(bytes, changes[0].Item1) == Decoded.Packet ? read++ : refused++;
            });
        Assert.True(read > 100 && refused > 100, $"{read} were read, {refused} refused");
        if (Hold.Deep)
        {
            Console.WriteLine($"changed packets: {read} read, {refused} refused");
        }
    }

    [Fact]
    public void noise_is_no_harm() => Hold.For(
        from bytes in AnyPacket.Bytes
        from first in Gen.Elements<byte>(0x10, 0x30, 0x32, 0x34, 0x40, 0x50, 0x62, 0x70, 0x82, 0xA2, 0xC0, 0xE0, 0xFF)
        from seed in Gen.Choose(0, int.MaxValue)
        select (Bytes: bytes, First: first, Seed: seed),
        10_000,
        given =>
        {
            Judge(given.Bytes, given.Seed);
            Judge([given.First, .. given.Bytes], given.Seed);
            Judge([given.First, (byte)Math.Min(given.Bytes.Length, 127), .. given.Bytes], given.Seed);
        });

    [Fact]
    public void the_bound_is_exact() => Hold.For(AnyPacket.Any, 1000, packet =>
    {
        var bytes = Packets.Encode(packet);
        var (fits, isTooLong) = (new ReadOnlySequence<byte>(bytes), new ReadOnlySequence<byte>(bytes));
        Assert.Equal(Decoded.Packet, PacketDecoder.TryRead(ref fits, bytes.Length, out _));
        Assert.Equal(Decoded.TooLarge, PacketDecoder.TryRead(ref isTooLong, bytes.Length - 1, out _));
        Assert.Equal(bytes.Length, isTooLong.Length);
    });

    /// <summary>Whatever it is, the same in one piece and in many, and taken is what the header says or nothing.</summary>
    private static Decoded Judge(byte[] bytes, int seed)
    {
        var whole = new ReadOnlySequence<byte>(bytes);
        var pieces = Pieces(bytes, seed);
        var result = PacketDecoder.TryRead(ref whole, Most, out var packet);
        Assert.Equal(result, PacketDecoder.TryRead(ref pieces, Most, out var same));
        Assert.Equal(AnyPacket.Read(packet), AnyPacket.Read(same));
        Assert.Equal(whole.Length, pieces.Length);
        Assert.Equal(result == Decoded.Packet, packet is not null);
        Assert.Equal(result == Decoded.Packet ? LengthOf(bytes) : 0, bytes.Length - whole.Length);
        return result;
    }

    private static int LengthOf(byte[] bytes)
    {
        var (length, at) = (0, 1);
        do
        {
            length += (bytes[at] & 0x7F) << (7 * (at - 1));
        }
        while ((bytes[at++] & 0x80) != 0);
        return at + length;
    }

    /// <summary>The same bytes in segments of random length, some of them empty.</summary>
    private static ReadOnlySequence<byte> Pieces(byte[] bytes, int seed)
    {
        var random = new Random(seed);
        var first = new Piece(default);
        var last = first;
        for (var at = 0; at < bytes.Length;)
        {
            var length = Math.Min(bytes.Length - at, random.Next(3) == 0 ? random.Next(200) : random.Next(4));
            last = last.Then(bytes.AsMemory(at, length));
            at += length;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory) => Memory = memory;

        public Piece Then(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}
