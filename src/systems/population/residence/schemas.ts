import { Type } from 'typebox';
import { RELATIONS, type RelationToHead } from './choices.ts';

/** What the services about residence are made of. */

export const communeCode = Type.String({ pattern: '^\\d{5}$' });
export const relationToHead = Type.Enum(Object.keys(RELATIONS) as [RelationToHead, ...RelationToHead[]]);
