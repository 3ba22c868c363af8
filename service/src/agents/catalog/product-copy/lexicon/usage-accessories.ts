import type { UsageLine } from './line.ts';

/* The same rule as for clothes: what one does with the piece, and no claim about it. */
export const shoe: readonly UsageLine[] = [
  { text: 'Wear them with turned-up trousers or a skirt and let them be noticed.' },
  { text: 'They know the way to the office and have ideas about the way back.', tones: 'wy' },
  { text: 'By the door is where they belong, ready when you are.' },
  { text: 'A suit accepts them and so does a pair of jeans.', tones: 'wpr' },
  { text: 'Put them on when the plan is to walk there.', tones: 'wp' },
  { text: 'Start with the shoes, an old rule says, and these are a sound place to start.', tones: 'wry' },
  { text: 'They go to work, to the bar on the corner and, with some persuasion, to weddings.', tones: 'wy' },
  { text: 'Socks or no socks is your own affair.', tones: 'wy' },
  { text: 'Lunch across town is nearer in a pair you like.', tones: 'wy' },
  { text: 'They finish an outfit that a lesser pair would only end.', tones: 'r' },
];

export const bag: readonly UsageLine[] = [
  { text: 'Take it to the office on Friday and onto the train that same evening.' },
  { text: 'It sits beside your chair in a meeting and under your arm at the market.' },
  { text: 'You will know by touch where your keys are, which is all one asks of a bag.', tones: 'wy' },
  { text: 'Give it a month and it will have learned your week.', tones: 'wry' },
  { text: 'Carry it to work, to the library or wherever the weekend begins.' },
  { text: 'Book, keys, charger, apple: you know what goes in it better than we do.', tones: 'wy' },
  { text: 'It goes where you go, from the first train to the last errand.', tones: 'wpr' },
  { text: 'Put it down on any table and it looks as though it had been invited.', tones: 'ry' },
];

export const jewel: readonly UsageLine[] = [
  { text: 'Put {them} on in the morning and forget about {them} until somebody asks.' },
  { text: 'A present, if you can bear to give {them} away.', tones: 'wy' },
  { text: 'Wear {them} with your hair up, or with a collar that leaves the neck free.' },
  { text: 'A plain shirt is all the company {it} {needs|need}.' },
  { text: '{It} {catches|catch} the eye across a table and {leaves|leave} the talking to you.', tones: 'wr' },
  { text: 'Keep {them} by the mirror for the mornings that need one thing more.' },
  { text: 'Give {them} for a birthday, an anniversary or no reason at all.', tones: 'wp' },
];

export const scarf: readonly UsageLine[] = [
  { text: 'Knot it at the throat, drape it over a coat or tie it to the handle of a bag.' },
  { text: 'Fold it, loop it, let the ends hang: it takes to all three.' },
  { text: 'One turn round the neck and an old coat looks considered again.', tones: 'wry' },
  { text: 'Put it in your bag and you have changed your outfit without going home.', tones: 'wy' },
  { text: 'It is a present that needs no trying on.', tones: 'wpy' },
  { text: 'Wear it at the neck today and over the shoulders tomorrow.' },
];

export const hat: readonly UsageLine[] = [
  { text: 'Pull it on, turn up the edge and go.', only: ['beanie'] },
  { text: 'It lives in a coat pocket and comes out at the bus stop.', tones: 'wy' },
  { text: 'Put it on before you leave the house and your hair stops being a question.', tones: 'wy' },
  { text: 'It finishes a coat the way a full stop finishes a sentence.', tones: 'wr' },
  { text: 'Keep it by the keys so that it leaves the house when you do.' },
];

export const small: readonly UsageLine[] = [
  { text: '{It} {makes|make} a present that always finds a use.', tones: 'wp' },
  { text: 'The outfit was finished already; {it} only {makes|make} that plain.', tones: 'wry' },
  { text: 'Add {them} last, before the door.' },
];
