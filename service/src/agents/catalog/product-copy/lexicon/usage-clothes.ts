import type { UsageLine } from './line.ts';

/*
 * Lines that only say what one does with such a piece: no material, colour, care, origin, size, fit or praise stands in them
 * (a test holds every line against the closed lists). {it} is "it" or "them", {a|b} is for one piece or a pair.
 */
export const dress: readonly UsageLine[] = [
  { text: 'Wear it to lunch and let the afternoon run on into dinner.' },
  { text: 'One piece, one decision, and you are out of the door.', tones: 'wy' },
  { text: 'For the invitation that names no dress code, this is the one we reach for first.', tones: 'wpr' },
  { text: 'Change the shoes and you change the occasion.' },
  { text: 'There is a wedding, a birthday or a Tuesday in your diary that has been waiting for this.', tones: 'wy' },
  { text: 'Put a jacket over your shoulders and it goes on into the evening.' },
  { text: 'Pack it first and decide about the rest later.' },
  { text: 'Friends will ask where you found it; you may tell them.', tones: 'wy' },
  { text: 'It answers the question of what to wear before breakfast is over.', tones: 'wr' },
  { text: 'Sandals take it to the market, and an evening bag takes it to the opera.' },
  { text: 'Reach for it when the day holds a meeting, a train and a table for two.', tones: 'wpr' },
  { text: 'It asks for very little: shoes, keys, somewhere to be.', tones: 'wry' },
];

export const bottom: readonly UsageLine[] = [
  { text: 'Tuck a shirt in and {it} {is|are} ready for work; pull a sweater over and the weekend has begun.' },
  { text: 'With a blazer {it} {sits|sit} through any meeting, and with a T-shirt {it} {forgets|forget} all about it.', tones: 'wy' },
  { text: 'Wear {them} with flat shoes by day and whatever you like after eight.' },
  { text: 'Half of your shirts have been waiting for {them}.', tones: 'wy' },
  { text: 'Begin with {them} in the morning and the rest of the outfit follows.', tones: 'wpr' },
  { text: 'A sweater, a belt, a pair of boots: {it} {gets|get} along with all of them.' },
  { text: 'On the days when you dress from the floor up, this is where to begin.' },
  { text: 'Try {them} with the jacket you already own before you buy another.', tones: 'wpr' },
  { text: '{It} {goes|go} to the office without complaint and on to supper without a detour.', tones: 'wy' },
  { text: '{It} {pairs|pair} with a plain shirt as readily as with the loudest one you have.' },
];

export const top: readonly UsageLine[] = [
  { text: 'Tuck it in for the office and let it out at six.' },
  { text: 'Under a blazer it means business; by itself it is on your side of the weekend.', tones: 'wy' },
  { text: 'It is first out of the drawer for a reason: it goes with whatever comes second.' },
  { text: 'Put it beneath a sweater, beneath a blazer or on by itself.' },
  { text: 'Own two, because one of them will always be in the basket.', tones: 'wy' },
  { text: 'It works at a desk, on a train and across a kitchen table.' },
  { text: 'Button it, open it, knot it: there is more than one way to wear a good idea.', tones: 'y' },
  { text: 'When nothing else comes to mind, this does.', tones: 'wpr' },
  { text: 'Trousers or a skirt, it takes no side.', tones: 'wry' },
  { text: 'Wear it as the quiet half of an outfit or as the whole of the conversation.', tones: 'wr' },
  { text: 'A jacket on top makes a Monday of it; without one it stays Saturday.', tones: 'wy' },
];

export const knit: readonly UsageLine[] = [
  { text: 'It goes over a shirt on Monday and over nothing in particular on Sunday.', tones: 'wy' },
  { text: 'Leave it on the back of a chair and somebody will borrow it.', tones: 'wy' },
  { text: 'Pull it on and get on with the day.' },
  { text: 'It is the piece you reach for before you have looked out of the window.' },
  { text: 'Take it on a walk; nobody will know if you only wear it to read on the sofa.', tones: 'wy' },
  { text: 'Put it under a coat for the walk there and you will keep it on at the table.', tones: 'wpr' },
  { text: 'It gets along with a collar, a scarf or nothing at all at the neck.' },
  { text: 'Add trousers you like and breakfast can begin.', tones: 'wy' },
  { text: 'Worn with a skirt or with jeans, it holds its own.' },
  { text: 'Give it a drawer of its own and it will repay the courtesy.', tones: 'r' },
];

export const outer: readonly UsageLine[] = [
  { text: 'It is the last thing you put on and the first thing anybody sees.' },
  { text: 'Keep it on the hook by the door, where you will not have to think about it.', tones: 'wpr' },
  { text: 'Over a suit it behaves; over a hoodie it relents.', tones: 'wry' },
  { text: 'Wear it open on the way out and closed on the way home.' },
  { text: 'It turns whatever is underneath into an outfit.' },
  { text: 'The school run, the station platform and the first row at the opera are all one to it.', tones: 'wy' },
  {
    text: 'Put it on over a shirt when a coat is too much and a sweater is not enough.',
    only: ['overshirt', 'jacket', 'quilted jacket', 'blazer', 'bomber jacket'],
  },
  { text: 'Turn up the collar and walk a little faster.', only: ['coat', 'trench coat', 'peacoat', 'overcoat', 'raincoat'], tones: 'wry' },
  {
    text: 'There should be a train ticket from last year in the pocket of a piece like this; give it time.',
    only: ['coat', 'trench coat', 'peacoat', 'overcoat'],
    tones: 'y',
  },
  { text: 'Take it along when the forecast cannot make up its mind.' },
  { text: 'From the bus stop to the restaurant, you will want to keep it on.', tones: 'wp' },
  { text: 'Errands, dinners and departures: it attends them all.', tones: 'ry' },
];
